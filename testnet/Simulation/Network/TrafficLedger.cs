namespace P2PProver.Testnet.Simulation.Network;

/// <summary>Bytes and messages by node and kind of traffic, counted where they are sent.</summary>
public sealed class TrafficLedger
{
    private static readonly int Kinds = Enum.GetValues<TrafficKind>().Length;

    private readonly long[] _sentBytes;
    private readonly long[] _receivedBytes;
    private readonly long[] _messages = new long[Kinds];
    private readonly long[] _duplicates = new long[Kinds];

    /// <summary>A ledger for a number of nodes.</summary>
    public TrafficLedger(int nodes)
    {
        _sentBytes = new long[nodes * Kinds];
        _receivedBytes = new long[nodes * Kinds];
    }

    /// <summary>Counts a message on its way from one node to another.</summary>
    public void Sent(TrafficKind kind, int from, int to, int bytes)
    {
        _sentBytes[(from * Kinds) + (int)kind] += bytes;
        _receivedBytes[(to * Kinds) + (int)kind] += bytes;
        _messages[(int)kind]++;
    }

    /// <summary>Counts a copy that reached a node which had the message already.</summary>
    public void Duplicate(TrafficKind kind) => _duplicates[(int)kind]++;

    /// <summary>Bytes a node sent of one kind.</summary>
    public long SentBytes(int node, TrafficKind kind) => _sentBytes[(node * Kinds) + (int)kind];

    /// <summary>Bytes that were sent to a node of one kind.</summary>
    public long ReceivedBytes(int node, TrafficKind kind) => _receivedBytes[(node * Kinds) + (int)kind];

    /// <summary>Bytes of one kind over all nodes.</summary>
    public long TotalBytes(TrafficKind kind)
    {
        long total = 0;
        for (int i = (int)kind; i < _sentBytes.Length; i += Kinds)
        {
            total += _sentBytes[i];
        }

        return total;
    }

    /// <summary>Bytes of every kind over all nodes.</summary>
    public long TotalBytes()
    {
        long total = 0;
        foreach (long bytes in _sentBytes)
        {
            total += bytes;
        }

        return total;
    }

    /// <summary>Copies sent of one kind.</summary>
    public long Messages(TrafficKind kind) => _messages[(int)kind];

    /// <summary>Copies of one kind that told their receiver nothing new.</summary>
    public long Duplicates(TrafficKind kind) => _duplicates[(int)kind];
}
