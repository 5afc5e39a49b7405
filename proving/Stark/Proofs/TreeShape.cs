using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>
/// The shape of one Merkle tree and of its openings. Leaf i of the tallest group sits at position i; a group of height n is opened at the
/// index modulo n, and the parent of nodes i and i + n/2 in a layer of n is node i of the next.
/// </summary>
public sealed class TreeShape
{
    /// <summary>Describes a tree.</summary>
    /// <param name="groups">The groups, tallest first, heights distinct.</param>
    /// <param name="capHeight">log2 of the number of digests in the cap.</param>
    public TreeShape(ImmutableArray<TreeGroup> groups, int capHeight)
    {
        Groups = groups;
        CapHeight = capHeight;
    }

    /// <summary>The groups, tallest first.</summary>
    public ImmutableArray<TreeGroup> Groups { get; }

    /// <summary>log2 of the number of digests in the cap.</summary>
    public int CapHeight { get; }

    /// <summary>log2 of the number of leaves.</summary>
    public int LogSize => Groups[0].LogSize;

    /// <summary>The tree of a commitment.</summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="parameters">Blow-up and cap height are read.</param>
    public static TreeShape OfCommitment(CommitmentShape commitment, ProofParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        ArgumentNullException.ThrowIfNull(parameters);
        return new TreeShape(
            [
                .. commitment.Matrices
                    .GroupBy(matrix => matrix.LogHeight)
                    .OrderByDescending(group => group.Key)
                    .Select(group => new TreeGroup(group.Key + parameters.LogBlowup, group.Sum(matrix => matrix.Width))),
            ],
            parameters.CapHeight);
    }

    /// <summary>The tree of a FRI round.</summary>
    /// <param name="round">The round.</param>
    /// <param name="capHeight">log2 of the number of digests in its cap.</param>
    public static TreeShape OfRound(FriRound round, int capHeight) =>
        new([new TreeGroup(round.LogSizeAfter, round.RowWidth)], capHeight);

    /// <summary>The distinct positions in a layer of 2^logSize nodes under some indices, ascending.</summary>
    /// <param name="indices">Indices of any height; the low bits count.</param>
    /// <param name="logSize">log2 of the layer.</param>
    public static int[] Positions(ReadOnlySpan<int> indices, int logSize)
    {
        int[] positions = new int[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            positions[i] = indices[i] & ((1 << logSize) - 1);
        }

        Array.Sort(positions);
        int count = 0;
        foreach (int position in positions)
        {
            if (count == 0 || positions[count - 1] != position)
            {
                positions[count++] = position;
            }
        }

        return positions[..count];
    }

    /// <summary>Sibling digests a pruned opening of some leaves holds: one for each node on a path whose sibling is on none.</summary>
    /// <param name="indices">The leaf indices.</param>
    public int CountSiblings(ReadOnlySpan<int> indices)
    {
        int siblings = 0;
        int nodes = Positions(indices, LogSize).Length;
        for (int logSize = LogSize; logSize > CapHeight; logSize--)
        {
            int parents = Positions(indices, logSize - 1).Length;
            siblings += (2 * parents) - nodes;
            nodes = parents;
        }

        return siblings;
    }
}
