using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace P2PProver.Mesh.Wire;

/// <summary>
/// The name of a message on a topic: the first 20 bytes of SHA-256(varint length of topic, topic, data), which gossip computes alike
/// (docs/PROTOCOL.md, Gossip). Encodings are canonical and signatures deterministic and not malleable, so one message of an author has one id.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ContentId(ulong First, ulong Second, uint Third)
{
    /// <summary>The length in bytes.</summary>
    public const int Bytes = 20;

    private const int VarintBytesMax = 5;
    private const int TopicBytesMax = 256;

    /// <summary>Names a message.</summary>
    /// <param name="topic">The topic's name, at most 256 bytes of UTF-8.</param>
    /// <param name="data">The message.</param>
    public static ContentId Of(string topic, ReadOnlySpan<byte> data)
    {
        Span<byte> name = stackalloc byte[VarintBytesMax + TopicBytesMax];
        int length = Encoding.UTF8.GetByteCount(topic);
        int at = 0;
        for (int rest = length; ; rest >>= 7)
        {
            name[at++] = (byte)((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
            if (rest <= 0x7f)
            {
                break;
            }
        }

        at += Encoding.UTF8.GetBytes(topic, name[at..]);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(name[..at]);
        hash.AppendData(data);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new ContentId(
            BinaryPrimitives.ReadUInt64BigEndian(digest),
            BinaryPrimitives.ReadUInt64BigEndian(digest[sizeof(ulong)..]),
            BinaryPrimitives.ReadUInt32BigEndian(digest[(2 * sizeof(ulong))..]));
    }

    /// <summary>40 lower-case hexadecimal digits.</summary>
    public override string ToString() => FormattableString.Invariant($"{First:x16}{Second:x16}{Third:x8}");
}
