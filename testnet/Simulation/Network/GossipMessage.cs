using System.Collections;

namespace P2PProver.Testnet.Simulation.Network;

/// <summary>One message on its way through the overlay, with who has it. A message is one object in the whole simulation.</summary>
public sealed class GossipMessage
{
    private readonly BitArray _delivered;
    private readonly long[] _bestArrivalTicks;

    /// <summary>A message by its origin.</summary>
    public GossipMessage(long id, TrafficKind kind, int origin, int bytes, object payload, TimeSpan sentAt, int nodes)
    {
        Id = id;
        Kind = kind;
        Origin = origin;
        Bytes = bytes;
        Payload = payload;
        SentAt = sentAt;
        _delivered = new BitArray(nodes);
        _bestArrivalTicks = new long[nodes];
        Array.Fill(_bestArrivalTicks, long.MaxValue);
        _delivered[origin] = true;
    }

    /// <summary>Its number, in order of publication.</summary>
    public long Id { get; }

    /// <summary>Its topic.</summary>
    public TrafficKind Kind { get; }

    /// <summary>Who published it.</summary>
    public int Origin { get; }

    /// <summary>Its size on the wire without framing.</summary>
    public int Bytes { get; }

    /// <summary>What it says.</summary>
    public object Payload { get; }

    /// <summary>When it was published.</summary>
    public TimeSpan SentAt { get; }

    /// <summary>Nodes that have it, the origin included.</summary>
    public int DeliveredCount { get; private set; } = 1;

    /// <summary>Whether a node has it.</summary>
    public bool IsDelivered(int node) => _delivered[node];

    /// <summary>Notes that a node has it; false when it had it before.</summary>
    public bool Deliver(int node)
    {
        if (_delivered[node])
        {
            return false;
        }

        _delivered[node] = true;
        DeliveredCount++;
        return true;
    }

    /// <summary>Whether a copy arriving then would be a node's first; if so it is noted as such.</summary>
    public bool TryImprove(int node, TimeSpan at)
    {
        if (at.Ticks >= _bestArrivalTicks[node])
        {
            return false;
        }

        _bestArrivalTicks[node] = at.Ticks;
        return true;
    }

    /// <summary>Forgets copies under way to a node, because it was down when they came.</summary>
    public void ForgetArrival(int node) => _bestArrivalTicks[node] = long.MaxValue;
}
