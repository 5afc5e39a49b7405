using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// The shape of one Merkle tree and of its openings in a proof. Leaf i of the tallest group sits at position i; a group of n rows is
/// opened at the index modulo n. A proof shows each row of each group once, however many queries meet in it.
/// </summary>
public sealed class TreeShape
{
    // For each matrix of the tree, in its order: the group it is in and its first column there.
    private readonly (int Group, int Column)[] _places;

    /// <summary>Describes a tree.</summary>
    /// <param name="merkle">Its matrices and cap.</param>
    public TreeShape(MerkleShape merkle)
    {
        ArgumentNullException.ThrowIfNull(merkle);
        Merkle = merkle;
        int[] sizes = [.. merkle.Matrices.Select(matrix => matrix.LogHeight).Distinct().OrderDescending()];
        int[] widths = new int[sizes.Length];
        _places = new (int, int)[merkle.Matrices.Length];
        for (int i = 0; i < _places.Length; i++)
        {
            int group = Array.IndexOf(sizes, merkle.Matrices[i].LogHeight);
            _places[i] = (group, widths[group]);
            widths[group] += merkle.Matrices[i].Width;
        }

        Groups = [.. sizes.Zip(widths, (size, width) => new TreeGroup(size, width))];
    }

    /// <summary>The matrices and the cap.</summary>
    public MerkleShape Merkle { get; }

    /// <summary>The groups, tallest first.</summary>
    public ImmutableArray<TreeGroup> Groups { get; }

    /// <summary>log2 of the number of leaves.</summary>
    public int LogSize => Merkle.LogHeight;

    /// <summary>The tree of a commitment.</summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="parameters">Blow-up and cap height are read.</param>
    public static TreeShape OfCommitment(CommitmentShape commitment, ProofParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        ArgumentNullException.ThrowIfNull(parameters);
        return new TreeShape(new MerkleShape(
            commitment.Matrices.Select(matrix => new MatrixShape(matrix.LogHeight + parameters.LogBlowup, matrix.Width)),
            parameters.CapHeight));
    }

    /// <summary>The tree of a FRI round.</summary>
    /// <param name="round">The round.</param>
    /// <param name="capHeight">log2 of the number of digests in its cap.</param>
    public static TreeShape OfRound(FriRound round, int capHeight) =>
        new(new MerkleShape([new MatrixShape(round.LogSizeAfter, round.RowWidth)], capHeight));

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

    /// <summary>The group and first column of a matrix of the tree.</summary>
    /// <param name="matrix">The matrix's number.</param>
    public (int Group, int Column) Place(int matrix) => _places[matrix];

    /// <summary>Sibling digests an opening of some queries holds.</summary>
    /// <param name="queries">The query indices.</param>
    public int CountSiblings(ReadOnlySpan<int> queries) => Merkle.SiblingCount(Positions(queries, LogSize));

    /// <summary>The rows as the tree's own verifier takes them: for each leaf the rows of all matrices.</summary>
    /// <param name="leaves">The distinct leaves, ascending.</param>
    /// <param name="opening">The opening.</param>
    internal KoalaBear[] Expand(ReadOnlySpan<int> leaves, TreeOpening opening)
    {
        KoalaBear[] rows = new KoalaBear[leaves.Length * Merkle.RowWidth];
        Span<KoalaBear> rest = rows;
        int[][] positions = GroupPositions(leaves);
        foreach (int leaf in leaves)
        {
            for (int i = 0; i < _places.Length; i++)
            {
                int width = Merkle.Matrices[i].Width;
                opening.Rows[_places[i].Group].AsSpan(Offset(positions, i, leaf), width).CopyTo(rest);
                rest = rest[width..];
            }
        }

        return rows;
    }

    /// <summary>The inverse of <see cref="Expand"/>: each row of each group once.</summary>
    /// <param name="leaves">The distinct leaves, ascending.</param>
    /// <param name="opening">The tree's own opening of them.</param>
    internal TreeOpening Contract(ReadOnlySpan<int> leaves, MerkleOpening opening)
    {
        int[][] positions = GroupPositions(leaves);
        KoalaBear[][] rows = [.. Groups.Select((group, index) => new KoalaBear[positions[index].Length * group.Width])];
        ReadOnlySpan<KoalaBear> rest = opening.Rows;
        foreach (int leaf in leaves)
        {
            for (int i = 0; i < _places.Length; i++)
            {
                int width = Merkle.Matrices[i].Width;
                rest[..width].CopyTo(rows[_places[i].Group].AsSpan(Offset(positions, i, leaf), width));
                rest = rest[width..];
            }
        }

        return new TreeOpening(rows, opening.Siblings);
    }

    private int[][] GroupPositions(ReadOnlySpan<int> leaves)
    {
        int[][] positions = new int[Groups.Length][];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = Positions(leaves, Groups[i].LogSize);
        }

        return positions;
    }

    private int Offset(int[][] positions, int matrix, int leaf)
    {
        (int index, int column) = _places[matrix];
        TreeGroup group = Groups[index];
        int row = Array.BinarySearch(positions[index], leaf & ((1 << group.LogSize) - 1));
        return (row * group.Width) + column;
    }
}
