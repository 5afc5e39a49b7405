using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using P2PProver.Crypto.Secp256k1;

namespace P2PProver.Crypto;

/// <summary>
/// An ECDSA signature on secp256k1: r and s in [1, n-1], s at most n/2, so that nobody can turn one valid signature into another (EIP-2).
/// The default value verifies nothing.
/// </summary>
public readonly partial struct Secp256k1Signature : IEquatable<Secp256k1Signature>
{
    /// <summary>The length of the compact encoding.</summary>
    public const int CompactBytes = 64;

    private const int ScalarBytes = Secp256k1Scalar.Bytes;

    private readonly Buffer _bytes;

    private Secp256k1Signature(ReadOnlySpan<byte> compact)
    {
        compact.CopyTo(_bytes);
    }

    /// <summary>The 64 bytes r, s, each big-endian.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Compact => _bytes;

    /// <summary>r, 32 bytes big-endian.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> R => Compact[..ScalarBytes];

    /// <summary>s, 32 bytes big-endian.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> S => Compact[ScalarBytes..];

    /// <summary>Whether two signatures are the same bytes.</summary>
    public static bool operator ==(in Secp256k1Signature left, in Secp256k1Signature right) => left.Equals(right);

    /// <summary>Whether two signatures differ.</summary>
    public static bool operator !=(in Secp256k1Signature left, in Secp256k1Signature right) => !left.Equals(right);

    /// <summary>Reads the compact encoding from untrusted bytes. Whether it fits a key and a hash, only verification tells.</summary>
    public static bool TryRead(ReadOnlySpan<byte> compact, out Secp256k1Signature signature) => TryRead(compact, out signature, out _);

    /// <summary>Reads the compact encoding from untrusted bytes, with the reason of a refusal.</summary>
    public static bool TryRead(ReadOnlySpan<byte> compact, out Secp256k1Signature signature, out EncodingFault fault)
    {
        fault = Check(compact);
        signature = fault == EncodingFault.None ? new Secp256k1Signature(compact) : default;
        return fault == EncodingFault.None;
    }

    /// <inheritdoc/>
    public bool Equals(Secp256k1Signature other) => Compact.SequenceEqual(other.Compact);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Secp256k1Signature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Compact);
        return hash.ToHashCode();
    }

    /// <summary>The compact encoding in lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(Compact);

    /// <summary>A signature from scalars that our own signer made: not zero, s low.</summary>
    internal static Secp256k1Signature FromSigner(in Secp256k1Scalar r, in Secp256k1Scalar s)
    {
        Span<byte> compact = stackalloc byte[CompactBytes];
        r.Write(compact);
        s.Write(compact[ScalarBytes..]);
        return new Secp256k1Signature(compact);
    }

    private static EncodingFault Check(ReadOnlySpan<byte> compact)
    {
        if (compact.Length != CompactBytes)
        {
            return EncodingFault.WrongLength;
        }

        if (!Secp256k1Scalar.TryRead(compact[..ScalarBytes], out _)
            || !Secp256k1Scalar.TryRead(compact[ScalarBytes..], out Secp256k1Scalar s))
        {
            return EncodingFault.OutOfRange;
        }

        return s.IsHigh ? EncodingFault.HighS : EncodingFault.None;
    }

    [InlineArray(CompactBytes)]
    private struct Buffer
    {
        private byte _first;
    }
}
