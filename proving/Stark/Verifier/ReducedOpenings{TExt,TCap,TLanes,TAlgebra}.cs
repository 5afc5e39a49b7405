using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Recomputes, at the queried points, what FRI proves to be of low degree: for each height the sum over its openings of
/// batch^e (claimed - f(x)) / (point - x), with the exponents of <see cref="OpeningBlock.BatchExponent"/>.
/// </summary>
/// <typeparam name="TExt">An element of the extension.</typeparam>
/// <typeparam name="TCap">The cap of a Merkle tree.</typeparam>
/// <typeparam name="TLanes">An element of the extension for each query.</typeparam>
/// <typeparam name="TAlgebra">The arithmetic of the extension.</typeparam>
internal sealed class ReducedOpenings<TExt, TCap, TLanes, TAlgebra>
    where TAlgebra : IVerifierAlgebra<TExt>
{
    private readonly ProofShape _shape;
    private readonly TExt[] _openings;
    private readonly TExt _zeta;
    private readonly TAlgebra _algebra;
    private readonly IQueryAlgebra<TExt, TCap, TLanes> _queries;
    private readonly PowerTable<TExt, TAlgebra> _batch;

    public ReducedOpenings(
        ProofShape shape, TExt[] openings, TExt zeta, TExt batch, TAlgebra algebra, IQueryAlgebra<TExt, TCap, TLanes> queries)
    {
        _shape = shape;
        _openings = openings;
        _zeta = zeta;
        _algebra = algebra;
        _queries = queries;
        _batch = new(algebra, batch);
    }

    /// <summary>The reduced openings of one height at the queried rows of codewords of that height.</summary>
    /// <param name="logHeight">log2 of the table height.</param>
    public TLanes AtHeight(int logHeight)
    {
        KoalaBear generator = KoalaBear.TwoAdicGenerator(logHeight);
        TLanes points = _queries.Points(logHeight + _shape.Parameters.LogBlowup, KoalaBear.Generator);
        TLanes atZeta = Quotient(logHeight, isNext: false, _zeta, points);
        if (!_shape.Openings.Any(block => block.LogHeight == logHeight && block.IsNext))
        {
            return atZeta;
        }

        // The powers of the next row's point are those of zeta times challenge^T.
        TExt next = _algebra.Multiply(_zeta, _algebra.Constant(generator));
        TLanes shift = _queries.Broadcast(_batch.Power(_shape.BatchedWidth(logHeight)));
        return _queries.MultiplyAdd(Quotient(logHeight, isNext: true, next, points), shift, atZeta);
    }

    // The caller has made sure that no point is among the queried ones.
    private TLanes Quotient(int logHeight, bool isNext, TExt point, TLanes points)
    {
        TLanes divisor = _queries.Subtract(_queries.Broadcast(point), points);
        return _queries.Quotient(_queries.Broadcast(Claimed(logHeight, isNext)), Rows(logHeight, isNext), divisor);
    }

    // Horner's rule over the places of the padded rows, tree after tree.
    private TExt Claimed(int logHeight, bool isNext)
    {
        TExt sum = _algebra.Constant(KoalaBear.Zero);
        int above = _shape.BatchedWidth(logHeight);
        int shift = isNext ? above : 0;
        foreach (OpeningBlock block in _shape.Openings.Where(block => block.LogHeight == logHeight && block.IsNext == isNext))
        {
            int exponent = block.BatchExponent - shift;
            int gap = above - exponent - block.Width;
            sum = gap == 0 ? sum : _algebra.Multiply(sum, _batch.Power(gap));
            foreach (TExt value in _openings.AsSpan(block.Offset, block.Width))
            {
                sum = _algebra.Add(_algebra.Multiply(sum, _batch.Power(1)), value);
            }

            above = exponent;
        }

        return above == 0 ? sum : _algebra.Multiply(sum, _batch.Power(above));
    }

    private TLanes Rows(int logHeight, bool isNext)
    {
        TLanes? sum = default;
        bool isFirst = true;
        int gap = 0;
        for (int commitment = 0; commitment < _shape.Commitments.Length; commitment++)
        {
            int group = _shape.GroupOf(commitment, logHeight);
            if (group < 0)
            {
                continue;
            }

            gap += _shape.PaddedGroupWidth(commitment, group);
            if (isNext && !_shape.HasNext(commitment, logHeight))
            {
                continue;
            }

            TLanes row = _queries.Weigh(commitment, group, isNext, _batch.Power(1));
            sum = isFirst ? row : _queries.MultiplyAdd(sum!, _queries.Broadcast(_batch.Power(gap)), row);
            isFirst = false;
            gap = 0;
        }

        return gap == 0 ? sum! : _queries.Multiply(sum!, _queries.Broadcast(_batch.Power(gap)));
    }
}
