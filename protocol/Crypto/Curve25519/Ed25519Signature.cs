using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using P2PProver.Crypto.Curve25519;

namespace P2PProver.Crypto;

/// <summary>
/// An Ed25519 signature (RFC 8032): R, canonical and not of small order, then S below the group order. Only one encoding of a signature
/// passes, so a signed message cannot be altered without its key. The default value verifies nothing.
/// </summary>
public readonly struct Ed25519Signature : IEquatable<Ed25519Signature>
{
    /// <summary>The length of an encoded signature.</summary>
    public const int Bytes = 64;

    private readonly Buffer _bytes;

    private Ed25519Signature(ReadOnlySpan<byte> encoding)
    {
        encoding.CopyTo(_bytes);
    }

    /// <summary>The 64 bytes R, S.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Encoding => _bytes;

    /// <summary>Whether two signatures are the same bytes.</summary>
    public static bool operator ==(in Ed25519Signature left, in Ed25519Signature right) => left.Equals(right);

    /// <summary>Whether two signatures differ.</summary>
    public static bool operator !=(in Ed25519Signature left, in Ed25519Signature right) => !left.Equals(right);

    /// <summary>Reads a signature from untrusted bytes. Whether it fits a key and a message, only verification tells.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, out Ed25519Signature signature) => TryRead(encoding, out signature, out _);

    /// <summary>Reads a signature from untrusted bytes, with the reason of a refusal.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, out Ed25519Signature signature, out EncodingFault fault)
    {
        fault = Check(encoding);
        signature = fault == EncodingFault.None ? new Ed25519Signature(encoding) : default;
        return fault == EncodingFault.None;
    }

    /// <inheritdoc/>
    public bool Equals(Ed25519Signature other) => Encoding.SequenceEqual(other.Encoding);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ed25519Signature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Encoding);
        return hash.ToHashCode();
    }

    /// <summary>The signature in lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(Encoding);

    /// <summary>What is wrong with an encoding. R off the curve is left to verification, which recomputes R.</summary>
    internal static EncodingFault Check(ReadOnlySpan<byte> encoding)
    {
        if (encoding.Length != Bytes)
        {
            return EncodingFault.WrongLength;
        }

        return LittleEndian256.IsBelow(encoding[Ed25519Point.Bytes..], LittleEndian256.GroupOrder)
            ? Ed25519Point.CheckForm(encoding[..Ed25519Point.Bytes])
            : EncodingFault.OutOfRange;
    }

    /// <summary>Bytes that our own signer made.</summary>
    internal static Ed25519Signature FromSigner(ReadOnlySpan<byte> encoding) => new(encoding);

    [InlineArray(Bytes)]
    private struct Buffer
    {
        private byte _first;
    }
}
