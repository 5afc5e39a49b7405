namespace P2PProver.Rollup;

/// <summary>Chooses how many operations go into one batch.</summary>
public static class BatchSelection
{
    /// <summary>
    /// The longest beginning of the operations that fits a batch, with room for a fee credit behind it.
    /// </summary>
    /// <param name="operations">The operations waiting, in order.</param>
    /// <param name="shape">The rollup's sizes.</param>
    /// <param name="shardsMax">The most shards, up to <see cref="BatchShape.ShardCountMax"/>.</param>
    public static int Fit(IReadOnlyList<SignedOperation> operations, BatchShape shape, int shardsMax)
    {
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(shape);
        long blocksMax = ((long)int.Min(shardsMax, BatchShape.ShardCountMax) * shape.BlocksPerShard) - 1;
        long bytesMax = BatchShape.DataBytesMax - OperationKind.FeeCredit.PackedBytes();
        long blocks = 0;
        long bytes = 0;
        for (int i = 0; i < operations.Count; i++)
        {
            OperationKind kind = operations[i].Operation.Kind;
            bool needsPad = kind.BlockCount() > shape.BlocksPerShard - (blocks % shape.BlocksPerShard);
            blocks += kind.BlockCount() + (needsPad ? 1 : 0);
            bytes += kind.PackedBytes() + (needsPad ? OperationKind.Pad.PackedBytes() : 0);
            if (blocks > blocksMax || bytes > bytesMax)
            {
                return i;
            }
        }

        return operations.Count;
    }
}
