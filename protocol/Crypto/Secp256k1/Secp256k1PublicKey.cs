using System.Diagnostics.CodeAnalysis;
using P2PProver.Crypto.Native;
using P2PProver.Crypto.Secp256k1;

namespace P2PProver.Crypto;

/// <summary>A public key of secp256k1: a point of the curve, checked when read. Immutable, without native memory.</summary>
public sealed class Secp256k1PublicKey : IEquatable<Secp256k1PublicKey>
{
    /// <summary>The length of the compressed encoding: 02 or 03 for the parity of y, then x.</summary>
    public const int CompressedBytes = 33;

    /// <summary>The length of the uncompressed encoding: 04, x, y.</summary>
    public const int UncompressedBytes = Secp256k1Native.PointBytes;

    /// <summary>The length of the hashes that are signed.</summary>
    public const int HashBytes = 32;

    private const int CoordinateBytes = 32;
    private const byte EvenTag = 2;
    private const byte OddTag = 3;
    private const byte UncompressedTag = 4;

    private readonly byte[] _point;

    private Secp256k1PublicKey(byte[] point)
    {
        _point = point;
    }

    /// <summary>The uncompressed encoding, 65 bytes: 04, x, y (SEC 1, 2.3.3).</summary>
    public ReadOnlySpan<byte> Uncompressed => _point;

    private static ReadOnlySpan<byte> FieldModulus =>
    [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xfc, 0x2f,
    ];

    /// <summary>Reads a compressed or uncompressed key from untrusted bytes; the hybrid forms 06 and 07 are refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, [NotNullWhen(true)] out Secp256k1PublicKey? key) =>
        TryRead(encoding, out key, out _);

    /// <summary>Reads a key from untrusted bytes, with the reason of a refusal.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, [NotNullWhen(true)] out Secp256k1PublicKey? key, out EncodingFault fault)
    {
        key = null;
        fault = CheckForm(encoding);
        if (fault != EncodingFault.None)
        {
            return false;
        }

        byte[] point = new byte[UncompressedBytes];
        if (!Secp256k1Native.TryDecode(encoding, point))
        {
            fault = EncodingFault.NotOnCurve;
            return false;
        }

        key = new Secp256k1PublicKey(point);
        return true;
    }

    /// <summary>
    /// The key that made a signature of a hash (SEC 1, 4.1.6): r^-1 (s R - z G).
    /// </summary>
    /// <param name="hash">The 32 bytes that were signed.</param>
    /// <param name="signature">The signature with the parity of R's y coordinate.</param>
    /// <param name="key">The key; every key found verifies the signature, whether or not anybody has its private half.</param>
    /// <returns>False if no point has r as its x coordinate, or the key would be infinity.</returns>
    public static bool TryRecover(
        ReadOnlySpan<byte> hash, in RecoverableSignature signature, [NotNullWhen(true)] out Secp256k1PublicKey? key)
    {
        Argument.RequireLength(hash, HashBytes);
        key = null;
        Span<byte> compressed = stackalloc byte[CompressedBytes];
        compressed[0] = (byte)(EvenTag + signature.YParity);
        signature.Signature.R.CopyTo(compressed[1..]);
        Span<byte> nonce = stackalloc byte[UncompressedBytes];
        if (!Secp256k1Scalar.TryRead(signature.Signature.R, out Secp256k1Scalar r)
            || !Secp256k1Scalar.TryRead(signature.Signature.S, out Secp256k1Scalar s)
            || !Secp256k1Native.TryDecode(compressed, nonce))
        {
            return false;
        }

        Secp256k1Scalar inverse = r.Inverse();
        byte[] point = new byte[UncompressedBytes];
        if (!TryCombine(-(Secp256k1Scalar.Reduce(hash) * inverse), nonce, s * inverse, point))
        {
            return false;
        }

        key = new Secp256k1PublicKey(point);
        return true;
    }

    /// <summary>Whether the signature is this key's for the hash of 32 bytes (SEC 1, 4.1.4). False for the default signature.</summary>
    public bool Verify(ReadOnlySpan<byte> hash, in Secp256k1Signature signature)
    {
        Argument.RequireLength(hash, HashBytes);
        if (!Secp256k1Scalar.TryRead(signature.R, out Secp256k1Scalar r) || !Secp256k1Scalar.TryRead(signature.S, out Secp256k1Scalar s))
        {
            return false;
        }

        Secp256k1Scalar inverse = s.Inverse();
        Span<byte> sum = stackalloc byte[UncompressedBytes];
        Span<byte> x = stackalloc byte[CoordinateBytes];
        if (!TryCombine(Secp256k1Scalar.Reduce(hash) * inverse, _point, r * inverse, sum))
        {
            return false;
        }

        Secp256k1Scalar.Reduce(sum.Slice(1, CoordinateBytes)).Write(x);
        return x.SequenceEqual(signature.R);
    }

    /// <summary>Writes the compressed encoding, 33 bytes.</summary>
    public void WriteCompressed(Span<byte> encoding)
    {
        Argument.RequireLength(encoding, CompressedBytes);
        encoding[0] = (_point[^1] & 1) == 0 ? EvenTag : OddTag;
        _point.AsSpan(1, CoordinateBytes).CopyTo(encoding[1..]);
    }

    /// <inheritdoc/>
    public bool Equals(Secp256k1PublicKey? other) => other is not null && _point.AsSpan().SequenceEqual(other._point);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secp256k1PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_point);
        return hash.ToHashCode();
    }

    /// <summary>The compressed key in lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> encoding = stackalloc byte[CompressedBytes];
        WriteCompressed(encoding);
        return Convert.ToHexStringLower(encoding);
    }

    /// <summary>The key of a private scalar in [1, n-1].</summary>
    internal static Secp256k1PublicKey Of(ReadOnlySpan<byte> privateKey)
    {
        byte[] point = new byte[UncompressedBytes];
        Secp256k1Native.MultiplyBase(privateKey, point);
        return new Secp256k1PublicKey(point);
    }

    private static EncodingFault CheckForm(ReadOnlySpan<byte> encoding)
    {
        if (encoding.Length is not (CompressedBytes or UncompressedBytes))
        {
            return EncodingFault.WrongLength;
        }

        bool known = encoding.Length == CompressedBytes ? encoding[0] is EvenTag or OddTag : encoding[0] == UncompressedTag;
        if (!known)
        {
            return EncodingFault.Malformed;
        }

        for (int start = 1; start < encoding.Length; start += CoordinateBytes)
        {
            if (encoding.Slice(start, CoordinateBytes).SequenceCompareTo(FieldModulus) >= 0)
            {
                return EncodingFault.OutOfRange;
            }
        }

        return EncodingFault.None;
    }

    private static bool TryCombine(in Secp256k1Scalar baseScalar, ReadOnlySpan<byte> point, in Secp256k1Scalar pointScalar, Span<byte> sum)
    {
        Span<byte> baseBytes = stackalloc byte[Secp256k1Scalar.Bytes];
        Span<byte> pointBytes = stackalloc byte[Secp256k1Scalar.Bytes];
        baseScalar.Write(baseBytes);
        pointScalar.Write(pointBytes);
        return Secp256k1Native.TryCombine(baseBytes, point, pointBytes, sum);
    }
}
