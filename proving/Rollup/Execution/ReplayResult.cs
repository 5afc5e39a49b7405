namespace P2PProver.Rollup;

/// <summary>The outcome of executing a batch: the execution, or the first operation that could not be executed.</summary>
/// <param name="Execution">The execution; null on a fault.</param>
/// <param name="Fault">Why not.</param>
/// <param name="OperationIndex">The place of the operation at fault; the number of operations when the batch as a whole is.</param>
/// <param name="Verdict">For a bad signature, what was found.</param>
public sealed record ReplayResult(BatchExecution? Execution, ReplayFault Fault, int OperationIndex, SignatureVerdict Verdict)
{
    /// <summary>Whether the batch executed.</summary>
    public bool IsSuccess => Fault == ReplayFault.None;

    internal static ReplayResult Failed(ReplayFault fault, int operationIndex, SignatureVerdict verdict = SignatureVerdict.Valid) =>
        new(null, fault, operationIndex, verdict);
}
