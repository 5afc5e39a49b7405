namespace P2PProver.Rollup;

/// <summary>Executes batches natively: the meaning of every operation, which circuits must agree with.</summary>
public static class BatchReplay
{
    /// <summary>
    /// Executes a batch on a state, which stays as it is. The result is the same for any number of threads; on a fault it names the
    /// first operation that cannot be executed.
    /// </summary>
    /// <param name="batch">The batch; its signatures are untrusted.</param>
    /// <param name="state">The state before.</param>
    /// <param name="threads">The most threads to use for signatures.</param>
    public static ReplayResult Run(RollupBatch batch, IAccountSource state, int threads)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(state);
        Operation[] operations = [.. batch.Operations.Select(signed => signed.Operation)];
        BatchLayout layout = BatchLayout.Of(operations, batch.Shape);
        if (layout.ShardCount > BatchShape.ShardCountMax || operations.Sum(operation => operation.Kind.PackedBytes()) > BatchShape.DataBytesMax)
        {
            return ReplayResult.Failed(ReplayFault.BatchTooLarge, operations.Length);
        }

        BatchCommitment commitment = BatchCommitment.Of(batch.Domain, operations, batch.Shape);
        if (commitment.Data.Length > BatchShape.DataBytesMax)
        {
            return ReplayResult.Failed(ReplayFault.BatchTooLarge, operations.Length);
        }

        OperationExecutor executor = new(batch, state, layout);
        ReplayFault fault = executor.RunAll();
        int executed = executor.Executed.Count;
        int badSignature = executor.FindBadSignature(threads, out SignatureVerdict verdict);
        if (badSignature < executed)
        {
            return ReplayResult.Failed(ReplayFault.BadSignature, badSignature, verdict);
        }

        return fault == ReplayFault.None
            ? new ReplayResult(ShardSplitter.Split(batch, commitment, executor), ReplayFault.None, operations.Length, SignatureVerdict.Valid)
            : ReplayResult.Failed(fault, executed);
    }
}
