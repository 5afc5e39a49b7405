namespace P2PProver.Mesh.Tests.Types;

public sealed class ProofTreeTests
{
    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, MeshLimits.ShardsMax)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Tree_OfAnySize_HasTwoNMinusOnePositionsByDefinition(int shards)
    {
        ProofTree tree = ProofTree.Of(shards);
        tree.Count.ShouldBe((2 * shards) - 1);
        int position = 0;
        for (int level = 0; level < 8; level++)
        {
            for (int index = 0; index < 70; index++)
            {
                int covered = Math.Min(1 << level, shards - (index << level));
                bool exists = covered > 0 && (level == 0 || covered > 1 << (level - 1));
                tree.PositionOf(new TaskId(level, index)).ShouldBe(exists ? position++ : -1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Tree_OfAnySize_ChildrenMeetAndParentsKnowThem(int shards)
    {
        ProofTree tree = ProofTree.Of(shards);
        foreach (TaskId task in tree.Tasks.Where(task => !task.IsLeaf))
        {
            (TaskId left, TaskId right) = tree.Children(task);
            ProofTree.FirstShard(left).ShouldBe(ProofTree.FirstShard(task));
            ProofTree.FirstShard(right).ShouldBe(ProofTree.FirstShard(left) + tree.ShardsOf(left));
            (tree.ShardsOf(left) + tree.ShardsOf(right)).ShouldBe(tree.ShardsOf(task));
            tree.Parent(left).ShouldBe(task);
            tree.Parent(right).ShouldBe(task);
            tree.Subtree(task).Count.ShouldBe((2 * tree.ShardsOf(task)) - 1);
            tree.Subtree(task)[^1].ShouldBe(tree.PositionOf(task));
            tree.Subtree(left).Concat(tree.Subtree(right)).Append(tree.PositionOf(task)).Order().ShouldBe(tree.Subtree(task));
        }

        tree.Parent(tree.Root).ShouldBeNull();
        tree.ShardsOf(tree.Root).ShouldBe(shards);
        tree.PositionOf(tree.FinalTask).ShouldBe(-1);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 64)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MinValue, int.MinValue)]
    public void PositionOf_AnyNumbers_IsNone(int level, int index) => ProofTree.Of(64).PositionOf(new TaskId(level, index)).ShouldBe(-1);
}
