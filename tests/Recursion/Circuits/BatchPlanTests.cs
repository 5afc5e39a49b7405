namespace P2PProver.Recursion.Tests.Circuits;

public sealed class BatchPlanTests
{
    // The rule as the design states it, independent of how the plan is made.
    [Fact]
    public void Positions_ExistExactlyWhereTheRuleSays()
    {
        for (int shards = 1; shards <= 65; shards++)
        {
            List<(int Level, int Index, int First, int Count)> expected = [];
            for (int level = 0; 1 << level < 2 * shards; level++)
            {
                for (int i = 0; i << level < shards; i++)
                {
                    int count = Math.Min(1 << level, shards - (i << level));
                    if (level == 0 || count > 1 << (level - 1))
                    {
                        expected.Add((level, i, i << level, count));
                    }
                }
            }

            BatchProver.Plan(shards).Tasks.Select(task => (task.Level, task.Index, task.FirstShard, task.ShardCount))
                .ShouldBe(expected, $"{shards} shards");
        }
    }

    [Fact]
    public void Children_ComeBeforeTheirParentsAndJoin()
    {
        for (int shards = 1; shards <= 65; shards++)
        {
            BatchPlan plan = BatchProver.Plan(shards);
            plan.Root.ShardCount.ShouldBe(shards);
            plan.Tasks.Length.ShouldBe((2 * shards) - 1);
            for (int i = shards; i < plan.Tasks.Length; i++)
            {
                PlannedTask task = plan.Tasks[i];
                (PlannedTask left, PlannedTask right) = (plan.Tasks[task.Left], plan.Tasks[task.Right]);
                Math.Max(task.Left, task.Right).ShouldBeLessThan(i);
                left.FirstShard.ShouldBe(task.FirstShard);
                right.FirstShard.ShouldBe(left.FirstShard + left.ShardCount);
            }
        }
    }
}
