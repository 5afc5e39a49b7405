using P2PProver.Fields;

namespace P2PProver.Rollup;

/// <summary>Where the operations of a batch stand among its blocks.</summary>
public sealed class BatchLayout
{
    private BatchLayout(int[] firstBlocks, int usedBlocks, BatchShape shape)
    {
        FirstBlocks = firstBlocks;
        UsedBlocks = usedBlocks;
        ShardCount = shape.ShardsFor(usedBlocks);
        Shape = shape;
    }

    public BatchShape Shape { get; }

    /// <summary>The first block of each operation, over all shards.</summary>
    public IReadOnlyList<int> FirstBlocks { get; }

    /// <summary>Blocks up to the end of the last operation.</summary>
    public int UsedBlocks { get; }

    /// <summary>Shards that they fill, the last one up with pads; at least one.</summary>
    public int ShardCount { get; }

    /// <summary>All blocks with the pads at the end.</summary>
    public int BlockCount => ShardCount * Shape.BlocksPerShard;

    /// <summary>Places operations as early as possible: one of two blocks goes to the next shard when only one block is left in this one.</summary>
    /// <exception cref="ArgumentException">A pad is among them: pads are not operations.</exception>
    public static BatchLayout Of(IReadOnlyList<Operation> operations, BatchShape shape)
    {
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(shape);
        int[] firstBlocks = new int[operations.Count];
        int next = 0;
        for (int i = 0; i < firstBlocks.Length; i++)
        {
            if (operations[i].Kind == OperationKind.Pad)
            {
                throw new ArgumentException("Pads are not operations.", nameof(operations));
            }

            int left = shape.BlocksPerShard - (next % shape.BlocksPerShard);
            firstBlocks[i] = operations[i].BlockCount > left ? next + left : next;
            next = firstBlocks[i] + operations[i].BlockCount;
        }

        return new BatchLayout(firstBlocks, next, shape);
    }

    /// <summary>The elements of all blocks, pads included.</summary>
    public KoalaBear[] Blocks(IReadOnlyList<Operation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        KoalaBear[] blocks = new KoalaBear[BlockCount * Operation.BlockElements];
        for (int i = 0; i < operations.Count; i++)
        {
            operations[i].WriteBlocks(blocks.AsSpan(FirstBlocks[i] * Operation.BlockElements));
        }

        return blocks;
    }
}
