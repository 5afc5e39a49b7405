using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using P2PProver.Hashing;

namespace P2PProver.Crypto;

/// <summary>
/// An Ethereum address: the last 20 bytes of the Keccak-256 of a public key's coordinates, or a contract's. The default value is the zero
/// address.
/// </summary>
public readonly struct Address : IEquatable<Address>, IComparable<Address>
{
    /// <summary>The length of an address.</summary>
    public const int Bytes = 20;

    private const string Prefix = "0x";
    private const int Digits = 2 * Bytes;

    private readonly Buffer _bytes;

    private Address(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes);
    }

    /// <summary>The 20 bytes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Value => _bytes;

    /// <summary>Whether this is the zero address, which nobody owns.</summary>
    public bool IsZero => !Value.ContainsAnyExcept((byte)0);

    /// <summary>Whether two addresses are the same.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Whether two addresses differ.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>Orders addresses as big-endian numbers.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Orders addresses as big-endian numbers.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Orders addresses as big-endian numbers.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Orders addresses as big-endian numbers.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    /// <summary>The address of a public key.</summary>
    public static Address Of(Secp256k1PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> digest = stackalloc byte[Keccak256.DigestBytes];

        // The tag byte 04 in front of the coordinates is not hashed.
        Keccak256.Hash(key.Uncompressed[1..], digest);
        return new Address(digest[^Bytes..]);
    }

    /// <summary>Reads 20 bytes.</summary>
    /// <returns>False if there are more or fewer.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Address address)
    {
        address = bytes.Length == Bytes ? new Address(bytes) : default;
        return bytes.Length == Bytes;
    }

    /// <summary>Reads 0x and 40 hexadecimal digits. Digits of mixed case must match the EIP-55 checksum.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address) => TryParse(text, out address, out _);

    /// <summary>Reads 0x and 40 hexadecimal digits, with the reason of a refusal: a bad checksum is a mistyped address.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address, out EncodingFault fault)
    {
        address = default;
        if (text.Length != Prefix.Length + Digits)
        {
            fault = EncodingFault.WrongLength;
            return false;
        }

        ReadOnlySpan<char> digits = text[Prefix.Length..];
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)
            || Convert.FromHexString(digits, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            fault = EncodingFault.Malformed;
            return false;
        }

        bool mixed = digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
        Address read = new(bytes);
        if (mixed && !read.ToString().AsSpan(Prefix.Length).SequenceEqual(digits))
        {
            fault = EncodingFault.BadChecksum;
            return false;
        }

        address = read;
        fault = EncodingFault.None;
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Address other) => Value.SequenceCompareTo(other.Value);

    /// <inheritdoc/>
    public bool Equals(Address other) => Value.SequenceEqual(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Value);
        return hash.ToHashCode();
    }

    /// <summary>
    /// The address with the checksum of EIP-55: a letter is upper-case where the Keccak-256 of the lower-case digits has a digit of 8 or
    /// more.
    /// </summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[Digits];
        Convert.TryToHexStringLower(Value, text, out _);
        Span<byte> ascii = stackalloc byte[Digits];
        for (int i = 0; i < Digits; i++)
        {
            ascii[i] = (byte)text[i];
        }

        Span<byte> digest = stackalloc byte[Keccak256.DigestBytes];
        Keccak256.Hash(ascii, digest);
        for (int i = 0; i < Digits; i++)
        {
            int nibble = (i % 2 == 0 ? digest[i / 2] >> 4 : digest[i / 2]) & 0xf;
            text[i] = nibble >= 8 ? char.ToUpperInvariant(text[i]) : text[i];
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{text}");
    }

    [InlineArray(Bytes)]
    private struct Buffer
    {
        private byte _first;
    }
}
