using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// A hash value of eight 32-bit words: for the Poseidon families eight field elements in Montgomery form, for Keccak 32 raw bytes
/// in the order in which Keccak yields them. Arrays of digests and of words may be cast to each other.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = ByteCount)]
public readonly struct Digest8 : IEquatable<Digest8>
{
    /// <summary>Words of a digest.</summary>
    public const int WordCount = 8;

    /// <summary>Bytes of a digest in memory.</summary>
    public const int ByteCount = WordCount * sizeof(uint);

    private readonly ulong _part0;
    private readonly ulong _part1;
    private readonly ulong _part2;
    private readonly ulong _part3;

    /// <summary>The eight words in memory order.</summary>
    [UnscopedRef]
    public ReadOnlySpan<uint> Words => MemoryMarshal.Cast<Digest8, uint>(new ReadOnlySpan<Digest8>(in this));

    /// <summary>The 32 bytes in memory order: what Keccak yields.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<Digest8>(in this));

    /// <summary>The eight field elements of a Poseidon digest.</summary>
    [UnscopedRef]
    public ReadOnlySpan<KoalaBear> Elements => MemoryMarshal.Cast<Digest8, KoalaBear>(new ReadOnlySpan<Digest8>(in this));

    public static bool operator ==(Digest8 left, Digest8 right)
    {
        return left.Equals(right);
    }

    public static bool operator !=(Digest8 left, Digest8 right)
    {
        return !left.Equals(right);
    }

    /// <summary>A digest of eight field elements.</summary>
    /// <exception cref="ArgumentException">The span does not hold exactly eight elements.</exception>
    public static Digest8 FromElements(ReadOnlySpan<KoalaBear> elements)
    {
        return FromBytes(MemoryMarshal.AsBytes(elements));
    }

    /// <summary>A digest of eight words as they are.</summary>
    /// <exception cref="ArgumentException">The span does not hold exactly eight words.</exception>
    public static Digest8 FromWords(ReadOnlySpan<uint> words)
    {
        return FromBytes(MemoryMarshal.AsBytes(words));
    }

    /// <summary>A digest of 32 bytes as they are.</summary>
    /// <exception cref="ArgumentException">The span does not hold exactly 32 bytes.</exception>
    public static Digest8 FromBytes(ReadOnlySpan<byte> bytes)
    {
        return bytes.Length == ByteCount
            ? MemoryMarshal.Read<Digest8>(bytes)
            : throw new ArgumentException("A digest has exactly 32 bytes.", nameof(bytes));
    }

    public bool Equals(Digest8 other)
    {
        ulong difference = (_part0 ^ other._part0) | (_part1 ^ other._part1) | (_part2 ^ other._part2) | (_part3 ^ other._part3);
        return difference == 0;
    }

    public override bool Equals(object? obj)
    {
        return obj is Digest8 other && Equals(other);
    }

    public override int GetHashCode()
    {
        return HashCode.Combine(_part0, _part1, _part2, _part3);
    }

    /// <summary>The 32 bytes in memory order as hexadecimal digits.</summary>
    public override string ToString()
    {
        return Convert.ToHexStringLower(Bytes);
    }
}
