using System.Security.Cryptography;

namespace P2PProver.Libp2p.Formats;

/// <summary>A digest that names its hash function: code, length, digest.</summary>
public sealed class Multihash : IEquatable<Multihash>
{
    /// <summary>The code of "the digest is the data".</summary>
    public const ulong Identity = 0;

    /// <summary>The code of SHA-256.</summary>
    public const ulong Sha256 = 0x12;

    /// <summary>The longest digest that is read: 512 bits, and identity digests of the same length.</summary>
    public const int DigestBytesMax = 64;

    private readonly byte[] _bytes;
    private readonly int _header;

    private Multihash(ulong code, ReadOnlySpan<byte> digest)
    {
        _header = Varint.LengthOf(code) + 1;
        _bytes = new byte[_header + digest.Length];
        int length = Varint.Write(_bytes, code);
        _bytes[length] = (byte)digest.Length;
        digest.CopyTo(_bytes.AsSpan(_header));
        Code = code;
    }

    /// <summary>The code of the hash function.</summary>
    public ulong Code { get; }

    /// <summary>The digest alone.</summary>
    public ReadOnlySpan<byte> Digest => _bytes.AsSpan(_header);

    /// <summary>The whole encoding.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>SHA-256 of some data.</summary>
    public static Multihash OfSha256(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, digest);
        return new Multihash(Sha256, digest);
    }

    /// <summary>The data itself as a digest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="DigestBytesMax"/> bytes.</exception>
    public static Multihash OfIdentity(ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, DigestBytesMax, nameof(data));
        return new Multihash(Identity, data);
    }

    /// <summary>Reads a multihash that takes up all of the input. A SHA-256 digest of another length than 32 is refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> input, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Multihash? hash)
    {
        hash = null;
        if (Varint.TryRead(input, out ulong code, out int codeLength) != ReadStatus.Done
            || Varint.TryRead(input[codeLength..], out ulong length, out int lengthLength) != ReadStatus.Done)
        {
            return false;
        }

        ReadOnlySpan<byte> digest = input[(codeLength + lengthLength)..];
        if (length > DigestBytesMax || (ulong)digest.Length != length || (code == Sha256 && length != SHA256.HashSizeInBytes))
        {
            return false;
        }

        hash = new Multihash(code, digest);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Multihash? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Multihash);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The encoding in base58btc.</summary>
    public override string ToString() => Base58.Encode(_bytes);
}
