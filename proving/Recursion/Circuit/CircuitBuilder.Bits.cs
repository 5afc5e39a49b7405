using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <content>Bits.</content>
public sealed partial class CircuitBuilder
{
    /// <summary>Bits of the canonical form of an element.</summary>
    internal const int ElementBits = 31;

    /// <summary>p = 127 * 2^24 + 1: an element is low + 2^24 high, and where high is 127 low is 0.</summary>
    private const int LowBits = 24;

    /// <summary>
    /// The 31 bits of the canonical integer of an element: 62 rows for bits and sums, and seven that leave p and above without a form.
    /// </summary>
    public Bits Decompose(Scalar value)
    {
        Bits bits = RangeCheck(value, ElementBits);
        Scalar allSet = bits[LowBits];
        for (int i = LowBits + 1; i < ElementBits; i++)
        {
            allSet = Multiply(allSet, bits[i]);
        }

        AssertMultiplyAdd(allSet, bits.Low(LowBits), Zero, Zero);
        return bits;
    }

    /// <summary>States that a value is below 2^count and gives its bits: two rows a bit.</summary>
    /// <param name="value">The value.</param>
    /// <param name="count">
    /// From 1 to 31. With 31 the bits are those of the value or of the value plus p where that is below 2^31:
    /// <see cref="Decompose"/> leaves one choice.
    /// </param>
    public Bits RangeCheck(Scalar value, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ElementBits);
        ImmutableArray<Scalar>.Builder bits = ImmutableArray.CreateBuilder<Scalar>(count);
        ImmutableArray<Scalar>.Builder sums = ImmutableArray.CreateBuilder<Scalar>(count + 1);
        sums.Add(Zero);
        for (int i = 0; i < count; i++)
        {
            Scalar bit = DefineBit(value, i);
            bits.Add(bit);
            KoalaBear weight = KoalaBear.FromCanonical(1u << i);
            if (i < count - 1)
            {
                sums.Add(MultiplyAdd(bit, One, sums[i], weight, KoalaBear.Zero));
            }
            else
            {
                AddBaseRow(bit.Cell, One.Cell, sums[i].Cell, value.Cell, ArithmeticPort.None, weight, KoalaBear.Zero);
                sums.Add(value);
            }
        }

        return new Bits(bits.MoveToImmutable(), sums.MoveToImmutable());
    }

    /// <summary>generator^(sum_i 2^i bits[first + i]): a row a bit.</summary>
    /// <param name="generator">A constant.</param>
    /// <param name="bits">The bits.</param>
    /// <param name="first">The lowest bit of the exponent.</param>
    /// <param name="count">Number of bits of the exponent.</param>
    public Scalar Power(KoalaBear generator, Bits bits, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(bits);
        Scalar power = One;
        KoalaBear factor = generator;
        for (int i = 0; i < count; i++)
        {
            power = MultiplyAdd(power, bits[first + i], power, factor - KoalaBear.One, KoalaBear.Zero);
            factor = factor.Square();
        }

        return power;
    }

    /// <summary>A row bit bit = bit whose first factor defines the cell.</summary>
    private Scalar DefineBit(Scalar value, int number)
    {
        int cell = NewValueCell();
        _baseRows.Add(Row(cell, cell, Zero.Cell, cell) with { Defined = ArithmeticPort.A });
        Emit(InstructionCode.BaseBit, _baseRows.Count - 1, value.Cell, number);
        return new Scalar(cell);
    }
}
