using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// A commitment to matrices of several heights, as <see cref="MerkleShape"/> defines it. The tree keeps its layers in pooled memory
/// and refers to the matrices, which must live as long as rows are opened.
/// </summary>
public sealed unsafe class MerkleTree<TFamily> : IDisposable
    where TFamily : struct, IHashFamily<TFamily>
{
    /// <summary>Nodes that one work item computes.</summary>
    private const int ChunkNodes = 256;

    private readonly FieldMatrix[] _matrices;
    private readonly FieldBuffer _layers;

    private MerkleTree(FieldMatrix[] matrices, MerkleShape shape)
    {
        _matrices = matrices;
        Shape = shape;
        nint nodes = ((nint)2 << shape.LogHeight) - shape.CapLength;
        _layers = FieldBufferPool.Shared.Rent(nodes * Digest8.WordCount);
    }

    /// <summary>The sizes of the matrices and of the cap.</summary>
    public MerkleShape Shape { get; }

    /// <summary>The commitment.</summary>
    /// <exception cref="ObjectDisposedException">The tree has been disposed.</exception>
    public ReadOnlySpan<Digest8> Cap => Layer(Shape.CapHeight);

    /// <summary>Commits to matrices.</summary>
    /// <param name="matrices">Matrices whose heights are powers of two, in the order that counts. The tree does not own them.</param>
    /// <param name="capHeight">Binary logarithm of the number of digests of the commitment; at most that of the lowest matrix's height.</param>
    /// <param name="threads">The most threads to use. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">A height is not a power of two, or the sizes are not those of a <see cref="MerkleShape"/>.</exception>
    public static MerkleTree<TFamily> Commit(IReadOnlyList<FieldMatrix> matrices, int capHeight, int threads)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        FieldMatrix[] list = [.. matrices];
        MerkleTree<TFamily> tree = new(list, new(list.Select(ShapeOf), capHeight));
        tree.HashTallest(threads);
        for (int height = tree.Shape.LogHeight - 1; height >= capHeight; height--)
        {
            tree.BuildLayer(height, threads);
        }

        return tree;
    }

    /// <summary>Opens rows at several indices; equal indices are allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no index, or one is out of range.</exception>
    public MerkleOpening OpenMulti(ReadOnlySpan<int> indices)
    {
        MerklePlan plan = MerklePlan.TryCreate(Shape.LogHeight, Shape.CapHeight, indices)
            ?? throw new ArgumentOutOfRangeException(nameof(indices), "Every index must be a row of the tallest matrices.");
        Digest8[] siblings = new Digest8[plan.SiblingCount];
        int next = 0;
        for (int i = 0; i < plan.Layers.Count - 1; i++)
        {
            CopySiblings(plan.Layers[i], Layer(Shape.LogHeight - i), siblings, ref next);
        }

        return new(Rows(indices), siblings);
    }

    /// <summary>The siblings of one leaf from the lowest layer up to the cap: a plain authentication path.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public Digest8[] OpenPath(int index)
    {
        return OpenMulti([index]).Siblings;
    }

    public void Dispose()
    {
        _layers.Dispose();
    }

    private static MatrixShape ShapeOf(FieldMatrix matrix)
    {
        return int.IsPow2(matrix.Height)
            ? new(int.Log2(matrix.Height), matrix.Width)
            : throw new ArgumentException("A committed matrix has a power of two of rows.", nameof(matrix));
    }

    private static void CopySiblings(MerklePlan.Layer layer, ReadOnlySpan<Digest8> nodes, Span<Digest8> siblings, ref int next)
    {
        int half = nodes.Length / 2;
        for (int parent = 0; parent < layer.Left.Length; parent++)
        {
            int left = layer.Left[parent];
            int right = layer.Right[parent];
            if (left == MerklePlan.Missing)
            {
                siblings[next++] = nodes[layer.Nodes[right] - half];
            }
            else if (right == MerklePlan.Missing)
            {
                siblings[next++] = nodes[layer.Nodes[left] + half];
            }
        }
    }

    /// <summary>The nodes of a layer. Layers lie in the buffer from the lowest to the cap.</summary>
    private Span<Digest8> Layer(int height)
    {
        // SAFETY: the layers above the given one hold 2^(LogHeight + 1) - 2^(height + 1) digests, and the buffer holds all of them.
        nint before = ((nint)2 << Shape.LogHeight) - ((nint)2 << height);
        return new((Digest8*)_layers.Pointer + before, 1 << height);
    }

    private KoalaBear[] Rows(ReadOnlySpan<int> indices)
    {
        KoalaBear[] rows = new KoalaBear[checked(indices.Length * Shape.RowWidth)];
        Span<KoalaBear> rest = rows;
        foreach (int index in indices)
        {
            foreach (FieldMatrix matrix in _matrices)
            {
                matrix.Row(index & (matrix.Height - 1)).CopyTo(rest);
                rest = rest[matrix.Width..];
            }
        }

        return rows;
    }

    private MatrixView[] GroupViews(int height)
    {
        return [.. Shape.Group(height).Select(m => new MatrixView(_matrices[m]))];
    }

    private void HashTallest(int threads)
    {
        MatrixView[] group = GroupViews(Shape.LogHeight);
        RunChunks(Shape.LogHeight, threads, (first, count) => TFamily.HashRows(group, first, Layer(Shape.LogHeight).Slice(first, count)));
    }

    private void BuildLayer(int height, int threads)
    {
        MatrixView[] group = GroupViews(height);
        RunChunks(height, threads, (first, count) => BuildChunk(height, group, first, count));
    }

    private void BuildChunk(int height, MatrixView[] group, int first, int count)
    {
        Span<Digest8> children = Layer(height + 1);
        Span<Digest8> parents = Layer(height).Slice(first, count);
        Span<Digest8> left = children.Slice(first, count);
        Span<Digest8> right = children.Slice(first + (1 << height), count);
        if (group.Length == 0)
        {
            TFamily.CompressPairs(left, right, parents);
            return;
        }

        Span<Digest8> pairs = stackalloc Digest8[count];
        Span<Digest8> rows = stackalloc Digest8[count];
        TFamily.CompressPairs(left, right, pairs);
        TFamily.HashRows(group, first, rows);
        TFamily.CompressPairs(pairs, rows, parents);
    }

    private static void RunChunks(int height, int threads, Action<int, int> body)
    {
        int nodes = 1 << height;
        int count = int.Min(nodes, ChunkNodes);
        ParallelLoop.Run(nodes / count, threads, chunk => body(chunk * count, count));
    }
}
