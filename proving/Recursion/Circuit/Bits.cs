using System.Collections.Immutable;

namespace P2PProver.Recursion;

/// <summary>The bits of a base value, lowest first, together with the sums of its low bits.</summary>
public sealed class Bits
{
    private readonly ImmutableArray<Scalar> _bits;
    private readonly ImmutableArray<Scalar> _sums;

    internal Bits(ImmutableArray<Scalar> bits, ImmutableArray<Scalar> sums)
    {
        _bits = bits;
        _sums = sums;
    }

    /// <summary>Number of bits.</summary>
    public int Count => _bits.Length;

    /// <summary>The bit of weight 2^index.</summary>
    public Scalar this[int index] => _bits[index];

    /// <summary>The value modulo 2^count.</summary>
    /// <param name="count">From 0 to <see cref="Count"/>.</param>
    public Scalar Low(int count) => _sums[count];
}
