using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Gossipsub;

/// <summary>How messages are named.</summary>
public static class MessageIds
{
    private const int ContentBytes = 20;

    /// <summary>Author, then number: what signed topics use.</summary>
    public static MessageId OfAuthor(GossipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new MessageId([.. message.From.GetValueOrDefault().Span, .. message.Sequence.GetValueOrDefault().Span]);
    }

    /// <summary>
    /// The first 20 bytes of SHA-256 of the topic's length as a varint, the topic, and the data. One content has one id, whoever sends it, so nobody can
    /// make many messages of one; who wants to say the same again puts a number inside.
    /// </summary>
    public static MessageId OfContent(GossipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArrayBufferWriter<byte> hashed = new();
        Varint.WritePrefixed(hashed, Encoding.UTF8.GetBytes(message.Topic));
        hashed.Write(message.Data.Span);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(hashed.WrittenSpan, hash);
        return new MessageId(hash[..ContentBytes]);
    }
}
