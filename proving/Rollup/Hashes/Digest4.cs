using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Rollup;

/// <summary>A hash value of four field elements, 124 bits: what chains and trees of signatures are made of.</summary>
[StructLayout(LayoutKind.Sequential, Size = WordCount * sizeof(uint))]
public readonly record struct Digest4
{
    /// <summary>Elements of a digest.</summary>
    public const int WordCount = 4;

    private readonly ulong _low;
    private readonly ulong _high;

    /// <summary>A digest of four field elements.</summary>
    /// <exception cref="ArgumentException">The span does not hold exactly four elements.</exception>
    public static Digest4 FromElements(ReadOnlySpan<KoalaBear> elements) => elements.Length == WordCount
        ? MemoryMarshal.Read<Digest4>(MemoryMarshal.AsBytes(elements))
        : throw new ArgumentException("A short digest has exactly four elements.", nameof(elements));

    /// <summary>Whether a digest that was read as raw memory holds field elements.</summary>
    public static bool IsValid(Digest4 digest)
    {
        bool isValid = true;
        foreach (uint word in MemoryMarshal.Cast<Digest4, uint>(MemoryMarshal.CreateReadOnlySpan(in digest, 1)))
        {
            isValid &= word < KoalaBear.Modulus;
        }

        return isValid;
    }

    /// <summary>Writes the four elements.</summary>
    public void CopyTo(Span<KoalaBear> destination)
    {
        Digest4 copy = this;
        MemoryMarshal.Cast<Digest4, KoalaBear>(MemoryMarshal.CreateReadOnlySpan(in copy, 1)).CopyTo(destination);
    }

    public override string ToString()
    {
        Span<KoalaBear> elements = stackalloc KoalaBear[WordCount];
        CopyTo(elements);
        return $"({elements[0]}, {elements[1]}, {elements[2]}, {elements[3]})";
    }
}
