using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub;

/// <summary>
/// A message of a topic as it is passed on. What is null was absent, which is not the same as empty: StrictNoSign refuses even an empty author.
/// Immutable.
/// </summary>
public sealed class GossipMessage
{
    private const int FromField = 1;
    private const int DataField = 2;
    private const int SequenceField = 3;
    private const int TopicField = 4;
    private const int SignatureField = 5;
    private const int KeyField = 6;

    /// <summary>The peer id of the author, in bytes.</summary>
    public ReadOnlyMemory<byte>? From { get; init; }

    /// <summary>What the author says.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Whether the author left even the field of the data out; a signature tells that from empty data.</summary>
    internal bool OmitsData { get; init; }

    /// <summary>The author's number of the message.</summary>
    public ReadOnlyMemory<byte>? Sequence { get; init; }

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The author's signature.</summary>
    public ReadOnlyMemory<byte>? Signature { get; init; }

    /// <summary>The author's public key, needed only where the peer id does not hold it.</summary>
    public ReadOnlyMemory<byte>? Key { get; init; }

    /// <summary>The author; null if there is none, or none that is a peer id.</summary>
    public PeerId? Author => From is { } from && PeerId.TryRead(from.Span, out PeerId? author) ? author : null;

    /// <summary>
    /// The message in its only encoding. Fields that we do not know are not passed on: neither id nor signature covers them, so that anybody could
    /// attach anything.
    /// </summary>
    internal ProtoWriter Write(bool withSignature)
    {
        ProtoWriter writer = new();
        if (From is { } from)
        {
            writer.Bytes(FromField, from.Span);
        }

        if (!OmitsData)
        {
            writer.Bytes(DataField, Data.Span);
        }

        if (Sequence is { } sequence)
        {
            writer.Bytes(SequenceField, sequence.Span);
        }

        writer.Text(TopicField, Topic);
        if (withSignature && Signature is { } signature)
        {
            writer.Bytes(SignatureField, signature.Span);
        }

        if (withSignature && Key is { } key)
        {
            writer.Bytes(KeyField, key.Span);
        }

        return writer;
    }

    /// <summary>Reads a message from untrusted bytes; false for malformed ones and a topic that is missing, too long or no text.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, int topicBytesMax, out GossipMessage? message)
    {
        ReadOnlyMemory<byte>? from = null, sequence = null, signature = null, key = null;
        ReadOnlyMemory<byte>? data = null;
        string? topic = null;
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.WireType != ProtoWireType.Bytes)
            {
                continue;
            }

            switch (reader.Field)
            {
                case FromField:
                    from = reader.Bytes.ToArray();
                    break;
                case DataField:
                    data = reader.Bytes.ToArray();
                    break;
                case SequenceField:
                    sequence = reader.Bytes.ToArray();
                    break;
                case TopicField when !Wire.TopicName.TryRead(reader.Bytes, topicBytesMax, out topic):
                    message = null;
                    return false;
                case SignatureField:
                    signature = reader.Bytes.ToArray();
                    break;
                case KeyField:
                    key = reader.Bytes.ToArray();
                    break;
                default:
                    break;
            }
        }

        message = topic is null || reader.Malformed ? null : new GossipMessage
        {
            From = from,
            Data = data.GetValueOrDefault(),
            OmitsData = data is null,
            Sequence = sequence,
            Topic = topic,
            Signature = signature,
            Key = key,
        };
        return message is not null;
    }
}
