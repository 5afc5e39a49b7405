using System.Globalization;

namespace P2PProver.Contracts;

/// <summary>The hexadecimal forms of the Ethereum JSON-RPC: quantities without leading zeros, data as pairs of digits. Total on any text.</summary>
public static class Hex
{
    private const string Prefix = "0x";
    private const int Digits128 = 32;

    /// <summary>A number as a quantity, such as 0x1f.</summary>
    public static string Quantity(UInt128 value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    /// <summary>Bytes as data, such as 0x00ff.</summary>
    public static string Data(ReadOnlySpan<byte> bytes) => Prefix + Convert.ToHexStringLower(bytes);

    /// <summary>Reads a quantity below 2^128; leading zeros are allowed, since some servers send them.</summary>
    public static bool TryQuantity(string? text, out UInt128 value)
    {
        value = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length == Prefix.Length)
        {
            return false;
        }

        ReadOnlySpan<char> digits = text.AsSpan(Prefix.Length).TrimStart('0');
        return digits.Length <= Digits128
            && (digits.IsEmpty || UInt128.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value));
    }

    /// <summary>Reads a quantity below 2^64.</summary>
    public static bool TryQuantity(string? text, out ulong value)
    {
        bool read = TryQuantity(text, out UInt128 wide) && wide <= ulong.MaxValue;
        value = read ? (ulong)wide : 0;
        return read;
    }

    /// <summary>Reads data: 0x and an even number of digits.</summary>
    public static bool TryData(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length % 2 != 0)
        {
            return false;
        }

        byte[] read = new byte[(text.Length - Prefix.Length) / 2];
        if (Convert.FromHexString(text.AsSpan(Prefix.Length), read, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        bytes = read;
        return true;
    }
}
