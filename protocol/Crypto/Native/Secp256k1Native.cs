using System.Diagnostics;

namespace P2PProver.Crypto.Native;

/// <summary>
/// Point arithmetic of secp256k1 by OpenSSL. Points cross this border as 65 bytes (SEC 1, 2.3.3: 04, x, y), scalars as 32 big-endian bytes.
/// </summary>
internal static unsafe class Secp256k1Native
{
    /// <summary>The length of an uncompressed point.</summary>
    public const int PointBytes = 65;

    private const int ScalarBytes = 32;
    private const int Uncompressed = 4;

    // Lazy, so that a missing library is reported by the call that needs it and not as a failed type initialiser.
    private static readonly Lazy<EcGroupHandle> SharedGroup = new(
        () => LibCryptoErrors.Require(LibCrypto.EC_GROUP_new_by_curve_name(LibCrypto.Secp256k1)),
        LazyThreadSafetyMode.PublicationOnly);

    private static EcGroupHandle Group => SharedGroup.Value;

    /// <summary>
    /// scalar * G for a secret scalar in [1, n-1]. With the generator alone OpenSSL always takes its constant-time ladder, the one under
    /// its own key generation and ECDSA.
    /// </summary>
    public static void MultiplyBase(ReadOnlySpan<byte> scalar, Span<byte> point)
    {
        using BigNumHandle factor = NewNumber(scalar);
        using EcPointHandle result = NewPoint();
        LibCryptoErrors.Require(LibCrypto.MultiplyBase(Group, result, factor, 0, 0, 0));
        if (!TryWrite(result, point))
        {
            throw LibCryptoErrors.Take(nameof(LibCrypto.EC_POINT_point2oct));
        }
    }

    /// <summary>
    /// baseScalar * G + pointScalar * point, all of it public. False if the sum is the point at infinity, or the point is not on the curve.
    /// </summary>
    public static bool TryCombine(ReadOnlySpan<byte> baseScalar, ReadOnlySpan<byte> point, ReadOnlySpan<byte> pointScalar, Span<byte> sum)
    {
        using EcPointHandle operand = NewPoint();
        if (!TryRead(point, operand))
        {
            return false;
        }

        using BigNumHandle baseFactor = NewNumber(baseScalar);
        using BigNumHandle pointFactor = NewNumber(pointScalar);
        using EcPointHandle result = NewPoint();
        LibCryptoErrors.Require(LibCrypto.MultiplyBoth(Group, result, baseFactor, operand, pointFactor, 0));
        return TryWrite(result, sum);
    }

    /// <summary>Expands an encoding of 33 or 65 bytes; false unless it is a point of the curve other than infinity.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoding, Span<byte> point)
    {
        using EcPointHandle decoded = NewPoint();
        return TryRead(encoding, decoded) && TryWrite(decoded, point);
    }

    private static EcPointHandle NewPoint() => LibCryptoErrors.Require(LibCrypto.EC_POINT_new(Group));

    private static BigNumHandle NewNumber(ReadOnlySpan<byte> scalar)
    {
        Debug.Assert(scalar.Length == ScalarBytes);

        // SAFETY: the pointer is valid for the 32 bytes stated.
        fixed (byte* p = scalar)
        {
            return LibCryptoErrors.Require(LibCrypto.BN_bin2bn(p, ScalarBytes, 0));
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> encoding, EcPointHandle point)
    {
        // SAFETY: the pointer is valid for the length stated.
        fixed (byte* p = encoding)
        {
            if (LibCrypto.EC_POINT_oct2point(Group, point, p, (nuint)encoding.Length, 0) == 1)
            {
                return true;
            }
        }

        LibCryptoErrors.Drop();
        return false;
    }

    private static bool TryWrite(EcPointHandle point, Span<byte> output)
    {
        Debug.Assert(output.Length == PointBytes);

        // SAFETY: the pointer is valid for the 65 bytes stated.
        fixed (byte* p = output)
        {
            // Infinity is written as a single zero.
            if (LibCrypto.EC_POINT_point2oct(Group, point, Uncompressed, p, PointBytes, 0) == PointBytes)
            {
                return true;
            }
        }

        LibCryptoErrors.Drop();
        return false;
    }
}
