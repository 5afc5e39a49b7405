using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The query phase of FRI over distinct positions, layer by layer: values known at some positions of a layer must stand in the opened
/// rows of the next tree, each row is folded once, reduced openings of the height reached are added, and what is left must be on the
/// final polynomial.
/// </summary>
internal static class FriVerifier
{
    /// <summary>Checks all queries.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="final">Coefficients of the final polynomial.</param>
    /// <param name="challenges">Folding challenges and query indices.</param>
    /// <param name="rounds">The openings of the FRI trees, already authenticated.</param>
    /// <param name="reduced">Gives the reduced openings of a table height at given positions.</param>
    public static VerifyResult Check(
        ProofShape shape,
        ReadOnlySpan<Ext5> final,
        ProofChallenges challenges,
        ReadOnlySpan<TreeOpening> rounds,
        Func<int, int[], Ext5[]> reduced)
    {
        FriSchedule schedule = shape.Schedule;
        int logBlowup = shape.Parameters.LogBlowup;
        int[] positions = TreeShape.Positions(challenges.Queries, schedule.LogMaxSize);
        Ext5[] values = reduced(schedule.LogMaxSize - logBlowup, positions);
        for (int i = 0; i < schedule.Rounds.Count; i++)
        {
            FriRound round = schedule.Rounds[i];
            int[] rows = TreeShape.Positions(challenges.Queries, round.LogSizeAfter);
            Ext5[] groups = ToExtensions(rounds[i].Rows[0]);
            if (!Contains(groups, round, rows, positions, values))
            {
                return new(VerifyStatus.FriFoldMismatch, i);
            }

            values = FoldRows(groups, round, rows, challenges.Folds[i]);
            if (round.RollsIn)
            {
                AddScaled(values, reduced(round.LogSizeAfter - logBlowup, rows), challenges.Folds[i].Pow(1UL << round.LogArity));
            }

            positions = rows;
        }

        return OnPolynomial(final, schedule.LogFinalSize, positions, values) ? VerifyResult.Valid : new(VerifyStatus.FinalPolynomialMismatch);
    }

    private static Ext5[] ToExtensions(ReadOnlySpan<KoalaBear> elements) =>
        MemoryMarshal.Cast<KoalaBear, Ext5>(elements).ToArray();

    // Position p of the layer is entry p / rows of group p mod rows.
    private static bool Contains(Ext5[] groups, FriRound round, int[] rows, int[] positions, Ext5[] values)
    {
        bool equal = true;
        for (int i = 0; i < positions.Length; i++)
        {
            int row = Array.BinarySearch(rows, positions[i] & ((1 << round.LogSizeAfter) - 1));
            int entry = positions[i] >> round.LogSizeAfter;
            equal &= groups[(row << round.LogArity) + entry] == values[i];
        }

        return equal;
    }

    private static Ext5[] FoldRows(Ext5[] groups, FriRound round, int[] rows, Ext5 challenge)
    {
        KoalaBear inverseRoot = KoalaBear.TwoAdicGenerator(round.LogSizeBefore).Inverse();
        Ext5[] folded = new Ext5[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            Span<Ext5> group = groups.AsSpan(i << round.LogArity, 1 << round.LogArity);
            folded[i] = FriFolding.FoldGroup(group, inverseRoot.Pow((ulong)rows[i]), challenge);
        }

        return folded;
    }

    private static void AddScaled(Ext5[] values, Ext5[] added, Ext5 weight)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += weight * added[i];
        }
    }

    private static bool OnPolynomial(ReadOnlySpan<Ext5> coefficients, int logSize, int[] positions, Ext5[] values)
    {
        KoalaBear root = KoalaBear.TwoAdicGenerator(logSize);
        bool equal = true;
        for (int i = 0; i < positions.Length; i++)
        {
            KoalaBear point = root.Pow((ulong)positions[i]);
            Ext5 sum = Ext5.Zero;
            for (int k = coefficients.Length - 1; k >= 0; k--)
            {
                sum = (sum * point) + coefficients[k];
            }

            equal &= sum == values[i];
        }

        return equal;
    }
}
