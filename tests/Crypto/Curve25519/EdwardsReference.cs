using System.Globalization;
using System.Numerics;

namespace P2PProver.Crypto.Tests.Curve25519;

/// <summary>Ed25519's curve -x^2 + y^2 = 1 + d x^2 y^2 by the textbook (RFC 8032, 5.1), slow and plain, to check lists and checks against.</summary>
internal static class EdwardsReference
{
    public static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    public static readonly BigInteger L =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);

    private static readonly BigInteger D = Hex.Mod(-121665 * Inverse(121666), P);

    public static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Hex.Mod(value, P), P - 2, P);

    public static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) a, (BigInteger X, BigInteger Y) b)
    {
        BigInteger product = D * a.X * b.X * a.Y * b.Y;
        return (
            Hex.Mod(((a.X * b.Y) + (b.X * a.Y)) * Inverse(1 + product), P),
            Hex.Mod(((a.Y * b.Y) + (a.X * b.X)) * Inverse(1 - product), P));
    }

    public static (BigInteger X, BigInteger Y) Multiply(BigInteger scalar, (BigInteger X, BigInteger Y) point)
    {
        (BigInteger X, BigInteger Y) result = (0, 1);
        for (int bit = (int)scalar.GetBitLength() - 1; bit >= 0; bit--)
        {
            result = Add(result, result);
            result = ((scalar >> bit) & 1) == 1 ? Add(result, point) : result;
        }

        return result;
    }

    /// <summary>A point with this y and even x, or null if the curve has none: x is found as a square root and squared again.</summary>
    public static (BigInteger X, BigInteger Y)? WithY(BigInteger y)
    {
        BigInteger square = Hex.Mod(((y * y) - 1) * Inverse((D * y * y) + 1), P);
        BigInteger root = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (root * root % P != square)
        {
            root = root * BigInteger.ModPow(2, (P - 1) / 4, P) % P;
        }

        return root * root % P != square ? null : (root.IsEven ? root : Hex.Mod(-root, P), y);
    }

    public static byte[] Encode((BigInteger X, BigInteger Y) point) => Encode(point.Y, !point.X.IsEven);

    public static byte[] Encode(BigInteger y, bool sign)
    {
        byte[] bytes = Hex.LittleEndian(y);
        bytes[31] |= (byte)(sign ? 0x80 : 0);
        return bytes;
    }

    /// <summary>The eight points whose order divides 8: multiples of L P for a P of full order.</summary>
    public static IReadOnlyList<(BigInteger X, BigInteger Y)> Torsion()
    {
        for (BigInteger y = 2; ; y++)
        {
            if (WithY(y) is { } point)
            {
                (BigInteger X, BigInteger Y) small = Multiply(L, point);
                if (Multiply(4, small) != (0, 1))
                {
                    return [.. Enumerable.Range(0, 8).Select(i => Multiply(i, small))];
                }
            }
        }
    }
}
