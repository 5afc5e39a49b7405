using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Libp2p.Formats;

/// <summary>A content identifier of version 1: the codec of some content, and its multihash.</summary>
public sealed record Cid(ulong Codec, Multihash Hash)
{
    /// <summary>The codec of libp2p public keys, whose identifiers are peer ids.</summary>
    public const ulong Libp2pKey = 0x72;

    private const ulong Version = 1;

    /// <summary>Reads the binary form.</summary>
    public static bool TryRead(ReadOnlySpan<byte> input, [NotNullWhen(true)] out Cid? cid)
    {
        cid = null;
        if (Varint.TryRead(input, out ulong version, out int versionLength) != ReadStatus.Done || version != Version
            || Varint.TryRead(input[versionLength..], out ulong codec, out int codecLength) != ReadStatus.Done
            || !Multihash.TryRead(input[(versionLength + codecLength)..], out Multihash? hash))
        {
            return false;
        }

        cid = new Cid(codec, hash);
        return true;
    }

    /// <summary>Reads the text form, in any base that <see cref="Multibase"/> knows.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Cid? cid)
    {
        cid = null;
        return Multibase.TryDecode(text, out byte[] bytes) && TryRead(bytes, out cid);
    }

    /// <summary>The binary form.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Varint.LengthOf(Version) + Varint.LengthOf(Codec) + Hash.Bytes.Length];
        int length = Varint.Write(bytes, Version);
        length += Varint.Write(bytes.AsSpan(length), Codec);
        Hash.Bytes.CopyTo(bytes.AsSpan(length));
        return bytes;
    }

    /// <summary>The text form in base 32.</summary>
    public override string ToString() => Multibase.EncodeBase32(ToArray());
}
