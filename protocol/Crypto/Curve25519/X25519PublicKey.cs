using System.Diagnostics.CodeAnalysis;
using P2PProver.Crypto.Curve25519;

namespace P2PProver.Crypto;

/// <summary>
/// An X25519 public key (RFC 7748), canonical and of a point of large order. Honest implementations send nothing else, although RFC 7748
/// would have a receiver mask and reduce; whoever sends another encoding wants a secret that it can foresee.
/// </summary>
public sealed class X25519PublicKey : IEquatable<X25519PublicKey>
{
    /// <summary>The length of an encoded key.</summary>
    public const int Bytes = LittleEndian256.Bytes;

    // The u coordinates, below p, of points of order 1, 2, 4 and 8 on the curve and on its twist. p - 1, p and p + 1 are the other
    // encodings that are often listed; the first is here, the others are not canonical.
    private static readonly byte[][] SmallOrder =
    [
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
        Convert.FromHexString("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ];

    private readonly byte[] _encoding;

    private X25519PublicKey(ReadOnlySpan<byte> encoding)
    {
        _encoding = encoding.ToArray();
    }

    /// <summary>The 32 bytes of the key.</summary>
    public ReadOnlySpan<byte> Encoding => _encoding;

    /// <summary>Reads a key from untrusted bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, [NotNullWhen(true)] out X25519PublicKey? key) =>
        TryRead(encoding, out key, out _);

    /// <summary>Reads a key from untrusted bytes, with the reason of a refusal.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, [NotNullWhen(true)] out X25519PublicKey? key, out EncodingFault fault)
    {
        fault = Check(encoding);
        key = fault == EncodingFault.None ? new X25519PublicKey(encoding) : null;
        return key is not null;
    }

    /// <inheritdoc/>
    public bool Equals(X25519PublicKey? other) => other is not null && _encoding.AsSpan().SequenceEqual(other._encoding);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as X25519PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_encoding);
        return hash.ToHashCode();
    }

    /// <summary>The key in lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_encoding);

    /// <summary>A public key computed from a private one, which is sound by construction.</summary>
    internal static X25519PublicKey FromPrivate(ReadOnlySpan<byte> encoding) => new(encoding);

    private static EncodingFault Check(ReadOnlySpan<byte> encoding)
    {
        if (encoding.Length != Bytes)
        {
            return EncodingFault.WrongLength;
        }

        if (!LittleEndian256.IsBelow(encoding, LittleEndian256.FieldModulus))
        {
            return EncodingFault.NonCanonical;
        }

        foreach (byte[] small in SmallOrder)
        {
            if (encoding.SequenceEqual(small))
            {
                return EncodingFault.SmallOrder;
            }
        }

        return EncodingFault.None;
    }
}
