using System.Runtime.InteropServices;

namespace P2PProver.Crypto;

/// <summary>
/// An ECDSA signature together with the parity of the nonce point's y coordinate, from which hash and signature give the signer's key.
/// Nonce points whose x is n or more (one in 2^128) have no form here, as they have none in Ethereum.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct RecoverableSignature : IEquatable<RecoverableSignature>
{
    /// <summary>The length of the encoding: r, s, then v.</summary>
    public const int Bytes = Secp256k1Signature.CompactBytes + 1;

    // What Ethereum adds to the parity in the byte v of a signature outside a transaction.
    private const int VOffset = 27;

    /// <summary>Joins a signature and a parity, as a transaction carries them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The parity is neither 0 nor 1.</exception>
    public RecoverableSignature(Secp256k1Signature signature, int yParity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(yParity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(yParity, 1);
        Signature = signature;
        YParity = yParity;
    }

    /// <summary>The signature proper.</summary>
    public Secp256k1Signature Signature { get; }

    /// <summary>0 if the nonce point's y is even, 1 if it is odd: yParity of EIP-1559 and EIP-2930, the recovery id elsewhere.</summary>
    public int YParity { get; }

    /// <summary>Whether two signatures are the same.</summary>
    public static bool operator ==(in RecoverableSignature left, in RecoverableSignature right) => left.Equals(right);

    /// <summary>Whether two signatures differ.</summary>
    public static bool operator !=(in RecoverableSignature left, in RecoverableSignature right) => !left.Equals(right);

    /// <summary>Reads r, s, v with v = 27 or 28 from untrusted bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, out RecoverableSignature signature) => TryRead(encoding, out signature, out _);

    /// <summary>Reads r, s, v with v = 27 or 28 from untrusted bytes, with the reason of a refusal.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, out RecoverableSignature signature, out EncodingFault fault)
    {
        signature = default;
        if (encoding.Length != Bytes)
        {
            fault = EncodingFault.WrongLength;
            return false;
        }

        int parity = encoding[^1] - VOffset;
        if (parity is not (0 or 1))
        {
            fault = EncodingFault.Malformed;
            return false;
        }

        if (!Secp256k1Signature.TryRead(encoding[..^1], out Secp256k1Signature compact, out fault))
        {
            return false;
        }

        signature = new RecoverableSignature(compact, parity);
        return true;
    }

    /// <summary>Writes 65 bytes: r, s, v with v = 27 or 28, as the precompile ecrecover takes them.</summary>
    public void Write(Span<byte> encoding)
    {
        Argument.RequireLength(encoding, Bytes);
        Signature.Compact.CopyTo(encoding);
        encoding[^1] = (byte)(VOffset + YParity);
    }

    /// <inheritdoc/>
    public bool Equals(RecoverableSignature other) => YParity == other.YParity && Signature.Equals(other.Signature);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RecoverableSignature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Signature, YParity);

    /// <summary>The 65 bytes in lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> encoding = stackalloc byte[Bytes];
        Write(encoding);
        return Convert.ToHexStringLower(encoding);
    }
}
