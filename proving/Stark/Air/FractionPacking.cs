using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>
/// Decides which interactions share a fraction column f of the permutation trace. For fingerprints d and signed multiplicities m the
/// column is defined by d f - m = 0, or by d1 d2 f - (m1 d2 + m2 d1) = 0 for two interactions, within the table's degree limit.
/// </summary>
internal static class FractionPacking
{
    /// <summary>Degree of the constraint of a column with one interaction.</summary>
    internal static int Single(Interaction interaction) =>
        Math.Max(interaction.TupleDegree + 1, interaction.MultiplicityDegree);

    /// <summary>Degree of the constraint of a column with two interactions.</summary>
    internal static int Pair(Interaction first, Interaction second)
    {
        int left = first.TupleDegree + second.TupleDegree + 1;
        int right = Math.Max(first.MultiplicityDegree + second.TupleDegree, second.MultiplicityDegree + first.TupleDegree);
        return Math.Max(left, right);
    }

    /// <summary>
    /// Pairs every interaction, in order, with the first later one that is free and fits; what fits nothing stays alone. Columns are
    /// ordered by their first interaction.
    /// </summary>
    internal static ImmutableArray<FractionColumn> Pack(ImmutableArray<Interaction> interactions, int degreeLimit)
    {
        ImmutableArray<FractionColumn>.Builder columns = ImmutableArray.CreateBuilder<FractionColumn>();
        bool[] taken = new bool[interactions.Length];
        for (int i = 0; i < interactions.Length; i++)
        {
            if (!taken[i])
            {
                columns.Add(Column(interactions, degreeLimit, taken, i));
            }
        }

        return columns.ToImmutable();
    }

    private static FractionColumn Column(ImmutableArray<Interaction> interactions, int degreeLimit, bool[] taken, int first)
    {
        for (int j = first + 1; j < interactions.Length; j++)
        {
            int degree = taken[j] ? int.MaxValue : Pair(interactions[first], interactions[j]);
            if (degree <= degreeLimit)
            {
                taken[j] = true;
                return new FractionColumn(first, j, degree);
            }
        }

        return new FractionColumn(first, -1, Single(interactions[first]));
    }
}
