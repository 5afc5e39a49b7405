using System.Globalization;
using System.Numerics;

namespace P2PProver.Crypto.Tests;

/// <summary>Short forms for vectors.</summary>
internal static class Hex
{
    public static byte[] Bytes(string digits) => Convert.FromHexString(digits);

    public static BigInteger Number(string digits) => BigInteger.Parse("0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>A number as 32 bytes, big-endian.</summary>
    public static byte[] BigEndian(BigInteger value)
    {
        byte[] digits = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - digits.Length], .. digits];
    }

    /// <summary>A number as 32 bytes, little-endian.</summary>
    public static byte[] LittleEndian(BigInteger value)
    {
        byte[] digits = value.ToByteArray(isUnsigned: true);
        return [.. digits, .. new byte[32 - digits.Length]];
    }

    /// <summary>Non-negative remainder.</summary>
    public static BigInteger Mod(BigInteger value, BigInteger modulus) => ((value % modulus) + modulus) % modulus;
}
