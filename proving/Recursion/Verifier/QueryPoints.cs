using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// The points that belong to one query index. With w_n the generator of order n and i the index modulo n: the inverse of w_n^i for the
/// largest codeword takes a row a bit; w_n^-(i mod n/k), the point of the group of a fold, a row for each bit that goes; its k-th power is
/// the next codeword's w_(n/k)^-(i mod n/k).
/// </summary>
internal sealed class QueryPoints
{
    private readonly CircuitBuilder _builder;
    private readonly Dictionary<int, Scalar> _inverses = [];
    private readonly Dictionary<int, Scalar> _groupInverses = [];

    public QueryPoints(CircuitBuilder builder, FriSchedule schedule, Bits bits)
    {
        _builder = builder;
        int logSize = schedule.LogMaxSize;
        Scalar inverse = builder.Power(KoalaBear.TwoAdicGenerator(logSize).Inverse(), bits, 0, logSize);
        _inverses[logSize] = inverse;
        foreach (FriRound round in schedule.Rounds)
        {
            inverse = OfGroup(round, bits, inverse);
            _groupInverses[round.LogSizeAfter] = inverse;
            for (int i = 0; i < round.LogArity; i++)
            {
                inverse = builder.Multiply(inverse, inverse);
            }

            _inverses[round.LogSizeAfter] = inverse;
        }
    }

    /// <summary>shift * w^i for a codeword of the schedule.</summary>
    public Scalar Point(int logSize, KoalaBear shift) => _builder.Divide(_builder.Constant(shift), _inverses[logSize]);

    /// <summary>The inverse point of the query's group in a round.</summary>
    public Scalar InverseGroupPoint(FriRound round) => _groupInverses[round.LogSizeAfter];

    // w_n^-i times w_k^j, j being the entry within the group: i mod n/k = i - j n/k.
    private Scalar OfGroup(FriRound round, Bits bits, Scalar inverse)
    {
        KoalaBear factor = KoalaBear.TwoAdicGenerator(round.LogArity);
        for (int i = 0; i < round.LogArity; i++)
        {
            inverse = _builder.MultiplyAdd(inverse, bits[round.LogSizeAfter + i], inverse, factor - KoalaBear.One, KoalaBear.Zero);
            factor = factor.Square();
        }

        return inverse;
    }
}
