using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace P2PProver.Mesh;

/// <summary>
/// 32 bytes that name something: a hash or a key. Held as four big-endian words, so that equality is four comparisons and the order is the
/// order of the bytes. The default value is all zeros.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Hash32(ulong A, ulong B, ulong C, ulong D) : IComparable<Hash32>
{
    /// <summary>The length in bytes.</summary>
    public const int Bytes = 32;

    private const int Word = sizeof(ulong);

    /// <summary>Whether every byte is zero.</summary>
    public bool IsZero => (A | B | C | D) == 0;

    /// <summary>Orders as the bytes do.</summary>
    public static bool operator <(Hash32 left, Hash32 right) => left.CompareTo(right) < 0;

    /// <summary>Orders as the bytes do.</summary>
    public static bool operator >(Hash32 left, Hash32 right) => left.CompareTo(right) > 0;

    /// <summary>Orders as the bytes do.</summary>
    public static bool operator <=(Hash32 left, Hash32 right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as the bytes do.</summary>
    public static bool operator >=(Hash32 left, Hash32 right) => left.CompareTo(right) >= 0;

    /// <summary>Reads 32 bytes.</summary>
    /// <returns>False if there are more or fewer.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Hash32 value)
    {
        value = default;
        if (bytes.Length != Bytes)
        {
            return false;
        }

        value = new Hash32(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[Word..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[(2 * Word)..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[(3 * Word)..]));
        return true;
    }

    /// <summary>Writes the 32 bytes to the front of <paramref name="destination"/>, which must be as long at least.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, A);
        BinaryPrimitives.WriteUInt64BigEndian(destination[Word..], B);
        BinaryPrimitives.WriteUInt64BigEndian(destination[(2 * Word)..], C);
        BinaryPrimitives.WriteUInt64BigEndian(destination[(3 * Word)..], D);
    }

    /// <inheritdoc/>
    public int CompareTo(Hash32 other)
    {
        int order = A.CompareTo(other.A);
        order = order != 0 ? order : B.CompareTo(other.B);
        order = order != 0 ? order : C.CompareTo(other.C);
        return order != 0 ? order : D.CompareTo(other.D);
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>The first 8 hexadecimal digits, for logs.</summary>
    internal string Short() => ToString()[..8];
}
