using System.Collections.Immutable;

namespace P2PProver.Recursion;

/// <summary>
/// The tree of a batch's proofs, level by level from the leaves, by index. A position whose shards all lie under its left child does not
/// exist: that child stands for it (it is promoted). The last task is the root.
/// </summary>
public sealed class BatchPlan
{
    private BatchPlan(ImmutableArray<PlannedTask> tasks)
    {
        Tasks = tasks;
    }

    /// <summary>The tasks; children come before their parents.</summary>
    public ImmutableArray<PlannedTask> Tasks { get; }

    /// <summary>The root.</summary>
    public PlannedTask Root => Tasks[^1];

    /// <summary>The plan of a batch.</summary>
    /// <param name="shardCount">From 1 to 2^<see cref="Statement.ShardBits"/> - 1.</param>
    public static BatchPlan Of(int shardCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shardCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shardCount, 1 << Statement.ShardBits);
        List<PlannedTask> tasks = [];
        int[] level = new int[shardCount];
        for (int i = 0; i < shardCount; i++)
        {
            level[i] = tasks.Count;
            tasks.Add(new PlannedTask(0, i, i, 1, -1, -1));
        }

        for (int number = 1; level.Length > 1; number++)
        {
            level = Parents(tasks, level, number);
        }

        return new BatchPlan([.. tasks]);
    }

    private static int[] Parents(List<PlannedTask> tasks, int[] children, int level)
    {
        int[] parents = new int[(children.Length + 1) / 2];
        for (int i = 0; i < parents.Length; i++)
        {
            int left = children[2 * i];
            parents[i] = left;
            if ((2 * i) + 1 < children.Length)
            {
                int right = children[(2 * i) + 1];
                parents[i] = tasks.Count;
                tasks.Add(new PlannedTask(level, i, tasks[left].FirstShard, tasks[left].ShardCount + tasks[right].ShardCount, left, right));
            }
        }

        return parents;
    }
}
