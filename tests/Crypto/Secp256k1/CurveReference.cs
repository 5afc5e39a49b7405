using System.Numerics;

namespace P2PProver.Crypto.Tests.Secp256k1;

/// <summary>secp256k1, y^2 = x^3 + 7, by the textbook: numbers to check against.</summary>
internal static class CurveReference
{
    public static readonly BigInteger P = BigInteger.Pow(2, 256) - BigInteger.Pow(2, 32) - 977;

    public static readonly BigInteger N = Hex.Number("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    /// <summary>The even y of a point with this x, or null if the curve has none.</summary>
    public static BigInteger? EvenY(BigInteger x)
    {
        BigInteger square = Hex.Mod((x * x * x) + 7, P);
        BigInteger root = BigInteger.ModPow(square, (P + 1) / 4, P);
        return root * root % P != square ? null : root.IsEven ? root : P - root;
    }

    public static byte[] Uncompressed(BigInteger x, BigInteger y) => [4, .. Hex.BigEndian(x), .. Hex.BigEndian(y)];
}
