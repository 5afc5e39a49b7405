using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>
/// The factors Factor * (Shift * w^j)^i that turn the transform of coefficients i into values on the coset Shift * w^j * H.
/// </summary>
/// <param name="Shift">The shift of the first coset.</param>
/// <param name="Factor">Common to all coefficients; the inverse of the height after an inverse transform.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CosetScale(KoalaBear Shift, KoalaBear Factor)
{
    /// <summary>
    /// For every coset a block of 2^m words: entry q is the coset's shift to the power of the exponent that q contributes,
    /// rev_m(q) * 2^(log - m).
    /// </summary>
    public FieldBuffer BuildTable(int log, int logBlowup, int m)
    {
        FieldBuffer table = FieldBufferPool.Shared.Rent((nint)1 << (m + logBlowup));
        Span<uint> words = table.Span;
        for (int coset = 0; coset < 1 << logBlowup; coset++)
        {
            KoalaBear step = CosetShift(log, logBlowup, coset).Pow(1UL << (log - m));
            KoalaBear power = KoalaBear.One;
            for (uint i = 0; i < 1u << m; i++)
            {
                words[(coset << m) + (int)BitOrder.Reverse(i, m)] = power.Montgomery;
                power *= step;
            }
        }

        return table;
    }

    /// <summary>What a block contributes: its coefficients are those with the exponents rev(block) in the low log - m bits.</summary>
    public KoalaBear BlockFactor(int log, int logBlowup, int m, int coset, int block)
    {
        return Factor * CosetShift(log, logBlowup, coset).Pow(BitOrder.Reverse((uint)block, log - m));
    }

    private KoalaBear CosetShift(int log, int logBlowup, int coset)
    {
        return Shift * KoalaBear.TwoAdicGenerator(log + logBlowup).Pow((ulong)coset);
    }
}
