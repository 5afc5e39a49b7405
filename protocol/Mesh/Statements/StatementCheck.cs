using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>
/// Compares every field of a statement with one's own replay, and the attribution with the payees that travel beside it. A valid proof of
/// another statement is as bad as an invalid one.
/// </summary>
public static class StatementCheck
{
    /// <summary>The first field that differs from what a proof of this task must say.</summary>
    public static StatementField Compare(
        BatchKey batch,
        ProofTree tree,
        TaskId task,
        BatchReplay replay,
        ProofStatement statement,
        IReadOnlyList<Address> payees,
        IAttribution attribution)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(payees);
        ArgumentNullException.ThrowIfNull(attribution);
        int first = ProofTree.FirstShard(task);
        int count = tree.ShardsOf(task);
        StatementField field = CompareHead(batch, first, count, replay, statement);
        field = field != StatementField.None
            ? field
            : CompareChained(replay.Boundaries[first], replay.Boundaries[first + count], statement);
        if (field != StatementField.None)
        {
            return field;
        }

        if (payees.Count != (2 * count) - 1 || payees.Any(payee => payee.IsZero))
        {
            return StatementField.Payees;
        }

        return attribution.Compute(tree.ShardCount, task, payees) == statement.Attribution ? StatementField.None : StatementField.Attribution;
    }

    private static StatementField CompareHead(BatchKey batch, int first, int count, BatchReplay replay, ProofStatement statement)
    {
        if (statement.Allowed != replay.Allowed)
        {
            return StatementField.Allowed;
        }

        if (statement.Domain != replay.Domain)
        {
            return StatementField.Domain;
        }

        if (statement.Batch != batch)
        {
            return StatementField.Batch;
        }

        if (statement.FirstShard != first)
        {
            return StatementField.FirstShard;
        }

        return statement.ShardCount != count ? StatementField.ShardCount
            : statement.Point != replay.Point ? StatementField.Point
            : StatementField.None;
    }

    private static StatementField CompareChained(ShardBoundary before, ShardBoundary after, ProofStatement statement)
    {
        if (statement.Before.State != before.State)
        {
            return StatementField.StateIn;
        }

        if (statement.After.State != after.State)
        {
            return StatementField.StateOut;
        }

        if (statement.Before.Data != before.Data)
        {
            return StatementField.DataIn;
        }

        if (statement.After.Data != after.Data)
        {
            return StatementField.DataOut;
        }

        if (statement.Before.Evaluation != before.Evaluation)
        {
            return StatementField.EvaluationIn;
        }

        if (statement.After.Evaluation != after.Evaluation)
        {
            return StatementField.EvaluationOut;
        }

        return statement.Before.Fees != before.Fees ? StatementField.FeesIn
            : statement.After.Fees != after.Fees ? StatementField.FeesOut
            : StatementField.None;
    }
}
