using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Persistence;

namespace P2PProver.Libp2p.PeerExchange;

/// <summary>The messages of peer exchange: how many records are wanted, and signed records.</summary>
public static class PeerExchangeMessage
{
    /// <summary>The protocol.</summary>
    public const string ProtocolId = "/p2pprover/peers/1";

    /// <summary>The most records of one answer.</summary>
    public const int RecordsMax = 16;

    /// <summary>The longest request.</summary>
    public const int RequestBytesMax = 16;

    /// <summary>The longest answer.</summary>
    public const int AnswerBytesMax = RecordsMax * (StoredPeer.RecordBytesMax + 4);

    private const int CountField = 1;
    private const int RecordField = 1;

    /// <summary>A request for so many records.</summary>
    public static byte[] WriteRequest(int count) => new ProtoWriter().Number(CountField, (ulong)count).ToArray();

    /// <summary>Reads a request from untrusted bytes; more than <see cref="RecordsMax"/> are never wanted.</summary>
    public static bool TryReadRequest(ReadOnlySpan<byte> bytes, out int count)
    {
        count = 0;
        if (bytes.Length > RequestBytesMax)
        {
            return false;
        }

        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Is(CountField, ProtoWireType.Varint))
            {
                count = (int)Math.Min(reader.Number, RecordsMax);
            }
        }

        return !reader.Malformed;
    }

    /// <summary>An answer with signed records.</summary>
    public static byte[] WriteAnswer(IEnumerable<ReadOnlyMemory<byte>> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        ProtoWriter writer = new();
        foreach (ReadOnlyMemory<byte> record in records)
        {
            writer.Bytes(RecordField, record.Span);
        }

        return writer.ToArray();
    }

    /// <summary>Reads an answer from untrusted bytes. The records are not verified yet.</summary>
    public static bool TryReadAnswer(ReadOnlySpan<byte> bytes, out IReadOnlyList<byte[]> records)
    {
        records = [];
        List<byte[]> read = [];
        if (bytes.Length > AnswerBytesMax)
        {
            return false;
        }

        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Is(RecordField, ProtoWireType.Bytes))
            {
                if (read.Count == RecordsMax || reader.Bytes.Length > StoredPeer.RecordBytesMax)
                {
                    return false;
                }

                read.Add(reader.Bytes.ToArray());
            }
        }

        records = read;
        return !reader.Malformed;
    }
}
