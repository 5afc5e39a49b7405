namespace P2PProver.Fields;

/// <summary>
/// The factors f * (s_j)^i that turn the transform of the coefficients of X^i into values on the cosets s_j * H, s_j = shift * w^j.
/// The coefficient at place q of a block of 2^m places in bit-reversed order has an exponent that is the sum of what q and what the
/// block contribute, so a factor is the product of one out of a table and one for the block.
/// </summary>
internal sealed unsafe class CosetScale : IDisposable
{
    private readonly KoalaBear[] _shifts;
    private readonly KoalaBear _factor;
    private readonly FieldBuffer _table;
    private readonly int _blockBits;
    private readonly int _m;

    /// <summary>Builds the tables of all cosets.</summary>
    /// <param name="shift">The shift of the first coset.</param>
    /// <param name="factor">Common to all coefficients.</param>
    /// <param name="log">Binary logarithm of the number of coefficients.</param>
    /// <param name="logBlowup">Binary logarithm of the number of cosets.</param>
    /// <param name="m">Binary logarithm of the size of a block.</param>
    public CosetScale(KoalaBear shift, KoalaBear factor, int log, int logBlowup, int m)
    {
        _factor = factor;
        _blockBits = log - m;
        _m = m;
        _shifts = new KoalaBear[1 << logBlowup];
        _table = FieldBufferPool.Shared.Rent((nint)_shifts.Length << m);
        KoalaBear root = KoalaBear.TwoAdicGenerator(log + logBlowup);
        KoalaBear cosetShift = shift;
        for (int coset = 0; coset < _shifts.Length; coset++)
        {
            _shifts[coset] = cosetShift;
            FillTable(Table(coset), cosetShift.Pow(1UL << _blockBits));
            cosetShift *= root;
        }
    }

    /// <summary>The factors of the places of a block: entry q is s_j^(rev_m(q) * 2^(log - m)).</summary>
    public uint* Table(int coset) => _table.Pointer + ((nint)coset << _m);

    /// <summary>What all coefficients of a block have in common: f * s_j^rev(block).</summary>
    public KoalaBear BlockFactor(int coset, int block)
    {
        return _factor * _shifts[coset].Pow(BitOrder.Reverse((uint)block, _blockBits));
    }

    public void Dispose()
    {
        _table.Dispose();
    }

    private void FillTable(uint* table, KoalaBear step)
    {
        KoalaBear power = KoalaBear.One;
        for (uint i = 0; i < 1u << _m; i++)
        {
            table[BitOrder.Reverse(i, _m)] = power.Montgomery;
            power *= step;
        }
    }
}
