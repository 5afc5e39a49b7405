using P2PProver.Fields;

namespace P2PProver.Rollup;

/// <summary>One block of a shard with the operation that it begins, if any.</summary>
/// <param name="Elements">The block's eight elements.</param>
/// <param name="Witness">The operation whose first block this is; null for second blocks and pads.</param>
/// <param name="IsSecond">Whether it is the second block of an operation.</param>
internal sealed record ShardBlock(ReadOnlyMemory<KoalaBear> Elements, OperationWitness? Witness, bool IsSecond)
{
    /// <summary>The kind; that of pads for second blocks.</summary>
    public OperationKind Kind => Witness?.Operation.Kind ?? OperationKind.Pad;

    public static ShardBlock[] Split(ShardExecution shard)
    {
        ShardBlock[] blocks = new ShardBlock[shard.Shape.BlocksPerShard];
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i] = new ShardBlock(shard.Blocks.Slice(i * Operation.BlockElements, Operation.BlockElements), null, false);
        }

        foreach (OperationWitness witness in shard.Operations)
        {
            blocks[witness.FirstBlock] = blocks[witness.FirstBlock] with { Witness = witness };
            if (witness.Operation.BlockCount > 1)
            {
                blocks[witness.FirstBlock + 1] = blocks[witness.FirstBlock + 1] with { IsSecond = true };
            }
        }

        return blocks;
    }

    /// <summary>The first or second account update, or null.</summary>
    public AccountUpdate? Update(int index) => Witness is not null && index < Witness.Updates.Count ? Witness.Updates[index] : null;
}
