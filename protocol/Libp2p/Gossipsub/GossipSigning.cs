using System.Buffers.Binary;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub;

/// <summary>
/// Signatures of messages. What is signed leaves out both signature and key, as all implementations do; the text of the specification leaves out
/// the signature only.
/// </summary>
internal static class GossipSigning
{
    public const int SequenceBytes = sizeof(ulong);

    private static ReadOnlySpan<byte> Prefix => "libp2p-pubsub:"u8;

    /// <summary>A signed message. The key is always sent: some implementations expect it, and all accept it.</summary>
    public static GossipMessage Sign(PeerIdentity identity, ulong sequence, string topic, ReadOnlyMemory<byte> data)
    {
        byte[] number = new byte[SequenceBytes];
        BinaryPrimitives.WriteUInt64BigEndian(number, sequence);
        GossipMessage message = new() { From = identity.Id.Bytes.ToArray(), Data = data, Sequence = number, Topic = topic };
        return new GossipMessage
        {
            From = message.From,
            Data = data,
            Sequence = number,
            Topic = topic,
            Signature = identity.Sign(SignedBytes(message)),
            Key = identity.PublicKey.Encoding.ToArray(),
        };
    }

    /// <summary>Whether a message has, or lacks, what the policy says; cheap, and says nothing about the signature's worth.</summary>
    public static bool HasShape(GossipMessage message, SignaturePolicy policy) => policy == SignaturePolicy.StrictNoSign
        ? message is { From: null, Sequence: null, Signature: null, Key: null }
        : message is { From: not null, Sequence.Length: SequenceBytes, Signature.Length: > 0 } && message.Author is not null;

    /// <summary>Whether the author signed the message.</summary>
    public static bool Verify(GossipMessage message)
    {
        if (message.Author is not PeerId author || message.Signature is not { } signature)
        {
            return false;
        }

        PeerPublicKey? key;
        if (message.Key is { } encoded)
        {
            if (!PeerPublicKey.TryRead(encoded.Span, out key) || key.Id != author)
            {
                return false;
            }
        }
        else if (!author.TryGetPublicKey(out key))
        {
            return false;
        }

        return key.Verify(SignedBytes(message), signature.Span);
    }

    private static byte[] SignedBytes(GossipMessage message) => [.. Prefix, .. message.Write(withSignature: false).Written];
}
