using System.Collections.Immutable;

namespace P2PProver.Hashing;

/// <summary>
/// The sizes of all matrices under one commitment and the height of its cap: constants of a circuit, never taken from a proof.
/// </summary>
/// <remarks>
/// Rows are in natural order. Layer k of the tree has 2^k nodes. The lowest layer holds the hashes of the rows of the tallest
/// matrices. Node i of layer k - 1 is C(node i, node i + 2^(k-1)) of layer k; where matrices of 2^(k-1) rows exist, it is then
/// C(that, H(their rows i)). Matrices of one height form a group: their columns are concatenated in list order, and zeros are appended
/// up to a multiple of eight. The commitment, the cap, is the layer of 2^CapHeight nodes. An index addresses a row of the tallest
/// matrices; a matrix of n rows is opened at row index mod n, and the cap at node index mod 2^CapHeight.
/// </remarks>
public sealed class MerkleShape
{
    /// <summary>The tallest matrix allowed, as binary logarithm: the field has no larger subgroup of two-power order.</summary>
    public const int MaxLogHeight = 24;

    private readonly ImmutableArray<int>[] _groups = new ImmutableArray<int>[MaxLogHeight + 1];

    /// <summary>Checks and keeps the sizes.</summary>
    /// <param name="matrices">At least one matrix; the order matters.</param>
    /// <param name="capHeight">Binary logarithm of the number of nodes of the cap.</param>
    /// <exception cref="ArgumentException">
    /// There is no matrix, a size is out of range, or a matrix has fewer rows than the cap has nodes: nothing would commit to it.
    /// </exception>
    public MerkleShape(IEnumerable<MatrixShape> matrices, int capHeight)
    {
        Matrices = [.. matrices];
        CapHeight = capHeight;
        if (Matrices.IsEmpty)
        {
            throw new ArgumentException("A commitment needs at least one matrix.", nameof(matrices));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(capHeight);
        foreach (MatrixShape matrix in Matrices)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(matrix.Width, nameof(matrices));
            ArgumentOutOfRangeException.ThrowIfLessThan(matrix.LogHeight, capHeight, nameof(matrices));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(matrix.LogHeight, MaxLogHeight, nameof(matrices));
            LogHeight = int.Max(LogHeight, matrix.LogHeight);
            RowWidth = checked(RowWidth + matrix.Width);
        }

        for (int height = 0; height < _groups.Length; height++)
        {
            _groups[height] = [.. Enumerable.Range(0, Matrices.Length).Where(m => Matrices[m].LogHeight == height)];
        }
    }

    /// <summary>The matrices in the order of commitment.</summary>
    public ImmutableArray<MatrixShape> Matrices { get; }

    /// <summary>Binary logarithm of the number of nodes of the cap.</summary>
    public int CapHeight { get; }

    /// <summary>Number of digests of the commitment.</summary>
    public int CapLength => 1 << CapHeight;

    /// <summary>Binary logarithm of the rows of the tallest matrices.</summary>
    public int LogHeight { get; }

    /// <summary>Elements that an opening shows for one index: the widths of all matrices together.</summary>
    public int RowWidth { get; }

    /// <summary>The matrices of 2^logHeight rows, by their place in the list; empty where there are none.</summary>
    public ImmutableArray<int> Group(int logHeight)
    {
        return _groups[logHeight];
    }

    /// <summary>The number of sibling digests that an opening at these indices has; -1 if an index is out of range.</summary>
    public int SiblingCount(ReadOnlySpan<int> indices)
    {
        MerklePlan? plan = MerklePlan.TryCreate(LogHeight, CapHeight, indices);
        return plan is null ? -1 : plan.SiblingCount;
    }
}
