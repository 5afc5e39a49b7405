using System.Numerics;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The query phase of FRI, layer by layer: the value known at each query must stand in the opened group of the next tree, each group is
/// folded once, reduced openings of the height reached are added, and what is left must be on the final polynomial.
/// </summary>
internal static class FriVerifier
{
    /// <summary>Checks all queries.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="final">Coefficients of the final polynomial.</param>
    /// <param name="folds">The folding challenges.</param>
    /// <param name="queries">The opened groups, already authenticated, and the arithmetic over queries.</param>
    /// <param name="algebra">The arithmetic of the extension.</param>
    /// <param name="reduced">Gives the reduced openings of a table height.</param>
    public static VerifyResult Check<TExt, TCap, TLanes, TAlgebra>(
        ProofShape shape,
        ReadOnlySpan<TExt> final,
        ReadOnlySpan<TExt> folds,
        IQueryAlgebra<TExt, TCap, TLanes> queries,
        TAlgebra algebra,
        Func<int, TLanes> reduced)
        where TAlgebra : IVerifierAlgebra<TExt>
    {
        FriSchedule schedule = shape.Schedule;
        int logBlowup = shape.Parameters.LogBlowup;
        TLanes values = reduced(schedule.LogMaxSize - logBlowup);
        for (int i = 0; i < schedule.Rounds.Count; i++)
        {
            FriRound round = schedule.Rounds[i];
            TLanes[] groups = queries.Groups(i);
            if (!queries.Contains(round, groups, values))
            {
                return new(VerifyStatus.FriFoldMismatch, i);
            }

            values = Fold(queries, groups, queries.Multiply(queries.InverseGroupPoints(round), queries.Broadcast(folds[i])));
            if (round.RollsIn)
            {
                TLanes weight = queries.Broadcast(SquareTimes(algebra, folds[i], round.LogArity));
                values = queries.MultiplyAdd(reduced(round.LogSizeAfter - logBlowup), weight, values);
            }
        }

        return queries.AreEqual(Evaluate(queries, final, queries.Points(schedule.LogFinalSize, KoalaBear.One)), values)
            ? VerifyResult.Valid
            : new(VerifyStatus.FinalPolynomialMismatch);
    }

    // Binary folds with the challenge over the group's point, its square, its fourth power and so on; entry j of a step stands at that
    // point times the j-th power of a root of unity. Each step leaves a factor of two, which is divided out at the end.
    private static TLanes Fold<TExt, TCap, TLanes>(IQueryAlgebra<TExt, TCap, TLanes> queries, TLanes[] groups, TLanes scale)
    {
        TLanes[] values = [.. groups];
        for (int half = values.Length / 2; half > 0; half /= 2)
        {
            KoalaBear inverseRoot = KoalaBear.TwoAdicGenerator(BitOperations.Log2((uint)half) + 1).Inverse();
            KoalaBear factor = KoalaBear.One;
            for (int j = 0; j < half; j++)
            {
                values[j] = queries.Fold(values[j], values[j + half], scale, factor);
                factor *= inverseRoot;
            }

            scale = half > 1 ? queries.Multiply(scale, scale) : scale;
        }

        return queries.Scale(values[0], KoalaBear.FromCanonical((uint)values.Length).Inverse());
    }

    private static TLanes Evaluate<TExt, TCap, TLanes>(
        IQueryAlgebra<TExt, TCap, TLanes> queries, ReadOnlySpan<TExt> coefficients, TLanes point)
    {
        TLanes sum = queries.Broadcast(coefficients[^1]);
        for (int k = coefficients.Length - 2; k >= 0; k--)
        {
            sum = queries.MultiplyAdd(sum, point, queries.Broadcast(coefficients[k]));
        }

        return sum;
    }

    private static TExt SquareTimes<TExt, TAlgebra>(TAlgebra algebra, TExt value, int times)
        where TAlgebra : IVerifierAlgebra<TExt>
    {
        for (int i = 0; i < times; i++)
        {
            value = algebra.Multiply(value, value);
        }

        return value;
    }
}
