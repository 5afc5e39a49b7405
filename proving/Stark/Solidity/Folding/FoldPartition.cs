using System.Collections.Immutable;
using System.Globalization;

namespace P2PProver.Stark.Solidity;

/// <summary>
/// Cuts the constraints of a machine into runs whose code fits into contracts. A run evaluates everything that its own constraints need,
/// whatever other runs evaluate too.
/// </summary>
internal static class FoldPartition
{
    private const int WordBytes = 32;

    /// <summary>Cuts and lowers.</summary>
    /// <param name="program">The constraints.</param>
    /// <param name="maxBytes">The most bytes of code, as <see cref="FoldLowering"/> estimates them.</param>
    public static ImmutableArray<FoldPart> Cut(FoldProgram program, int maxBytes)
    {
        ImmutableArray<FoldTerm> terms = [.. program.Tables.SelectMany(Terms)];
        ImmutableArray<FoldPart>.Builder parts = ImmutableArray.CreateBuilder<FoldPart>();
        for (int start = 0; start < terms.Length;)
        {
            FoldPart part = Longest(program, terms[start..], maxBytes);
            parts.Add(part);
            start += part.Terms.Length;
        }

        return parts.ToImmutable();
    }

    private static IEnumerable<FoldTerm> Terms(ImmutableArray<int> constraints, int table) =>
        constraints.Select((node, index) => new FoldTerm(table, node, index == constraints.Length - 1));

    // Code grows with every constraint, so the longest run that fits is found by bisection.
    private static FoldPart Longest(FoldProgram program, ImmutableArray<FoldTerm> terms, int maxBytes)
    {
        FoldPart best = Lower(program, terms[..1]);
        int fits = 1;
        int tooMany = terms.Length + 1;
        while (fits + 1 < tooMany)
        {
            int count = (fits + tooMany) / 2;
            FoldPart part = Lower(program, terms[..count]);
            if (part.Bytes <= maxBytes)
            {
                best = part;
                fits = count;
            }
            else
            {
                tooMany = count;
            }
        }

        return best;
    }

    // The result is an ABI array: offset, length, the folds of the tables that end here, and that of the one that does not. Values are
    // stored behind it.
    private static FoldPart Lower(FoldProgram program, ImmutableArray<FoldTerm> terms)
    {
        int folds = terms.Count(term => term.EndsTable) + 1;
        FoldLowering lowering = new(program, terms, (2 + folds) * WordBytes);
        int result = 2 * WordBytes;
        foreach (FoldTerm term in terms)
        {
            lowering.Append($"acc := foldWith(acc, alpha, alphaShifted, {lowering.Constraint(term.Node)})", bytes: 14);
            if (term.EndsTable)
            {
                lowering.Append(string.Create(CultureInfo.InvariantCulture, $"mstore({result}, acc)"), bytes: 5);
                lowering.Append("acc := 0", bytes: 3);
                result += WordBytes;
            }
        }

        lowering.Append(string.Create(CultureInfo.InvariantCulture, $"mstore({result}, acc)"), bytes: 5);
        return new FoldPart(terms, [.. lowering.Statements], lowering.Bytes);
    }
}
