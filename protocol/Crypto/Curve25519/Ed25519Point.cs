using System.Numerics;
using P2PProver.Crypto.Native;

namespace P2PProver.Crypto.Curve25519;

/// <summary>
/// Which 32-byte strings are points that an honest Ed25519 key or signature can hold (RFC 8032, 5.1.3, read strictly). OpenSSL checks less:
/// it accepts the identity as a public key, and then R = identity, S = 0 signs every message.
/// </summary>
internal static class Ed25519Point
{
    /// <summary>The length of an encoding: y little-endian, the sign of x in the highest bit.</summary>
    public const int Bytes = LittleEndian256.Bytes;

    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    // d = -121665/121666 of the curve -x^2 + y^2 = 1 + d x^2 y^2.
    private static readonly BigInteger D = BigInteger.Parse(
        "37095705934669439343138083508754565189542113879843219016388785533085940283555", System.Globalization.CultureInfo.InvariantCulture);

    // The y coordinates, below p, of the eight points whose order divides 8: of order 1, 2, 4 and (two of them) 8.
    private static readonly byte[][] SmallOrder =
    [
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    ];

    /// <summary>
    /// Length, canonical form (y below p) and order of an encoding, without asking whether the curve has such a point: an equation that
    /// recomputes the point answers that.
    /// </summary>
    public static EncodingFault CheckForm(ReadOnlySpan<byte> encoding)
    {
        if (encoding.Length != Bytes)
        {
            return EncodingFault.WrongLength;
        }

        Span<byte> y = stackalloc byte[Bytes];
        encoding.CopyTo(y);
        y[Bytes - 1] &= 0x7f;
        if (!LittleEndian256.IsBelow(y, LittleEndian256.FieldModulus))
        {
            return EncodingFault.NonCanonical;
        }

        // The sign bit is not compared: it makes the inverse point, of the same order, or for x = 0 a second encoding of the same point.
        foreach (byte[] small in SmallOrder)
        {
            if (y.SequenceEqual(small))
            {
                return EncodingFault.SmallOrder;
            }
        }

        return EncodingFault.None;
    }

    /// <summary>All of <see cref="CheckForm"/>, and that the point is on the curve: x^2 = (y^2 - 1) / (d y^2 + 1) is a square.</summary>
    public static EncodingFault Check(ReadOnlySpan<byte> encoding)
    {
        EncodingFault fault = CheckForm(encoding);
        if (fault != EncodingFault.None)
        {
            return fault;
        }

        Span<byte> bytes = stackalloc byte[Bytes];
        encoding.CopyTo(bytes);
        bytes[Bytes - 1] &= 0x7f;
        BigInteger y = new(bytes, isUnsigned: true);
        BigInteger square = y * y % P;

        // u/v is a square exactly if u*v is. Neither is zero: that would be y = 1 or -1, or -1/d a square.
        BigInteger product = (square - 1) * ((D * square) + 1) % P;
        Span<byte> value = stackalloc byte[Bytes];
        Span<byte> prime = stackalloc byte[Bytes];
        WriteBigEndian(product, value);
        WriteBigEndian(P, prime);
        return QuadraticResidue.Symbol(value, prime) == 1 ? EncodingFault.None : EncodingFault.NotOnCurve;
    }

    private static void WriteBigEndian(BigInteger number, Span<byte> bytes)
    {
        bytes.Clear();
        number.TryWriteBytes(bytes[(bytes.Length - number.GetByteCount(isUnsigned: true))..], out _, isUnsigned: true, isBigEndian: true);
    }
}
