using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests.Ranks;

public sealed class RankBookTests
{
    private static ActiveNode Node(int number, ulong stake) => new(TestKeys.Node(number), TestKeys.Account(number), TestKeys.Payout(number), stake);

    private static RankBook Book(IEnumerable<ActiveNode> nodes, string randomness = "r") =>
        new(TestKeys.Hash(randomness), TestKeys.Batch(1), new StakeSet(nodes));

    /// <summary>A second client must compute the same order: pinned, and computed once more in Python with 40 decimal digits.</summary>
    [Fact]
    public void NodesFor_FourNodes_IsThePinnedOrder()
    {
        RankBook book = Book([Node(1, 1), Node(2, 2), Node(3, 3), Node(4, 1000)]);
        string orders = string.Join(
            ' ', Enumerable.Range(0, 4).Select(i => string.Concat(book.NodesFor(new TaskId(0, i)).Select(id => Desk.NumberOf(id)))));
        orders.ShouldBe("4231 4132 4231 4231");
    }

    [Fact]
    public void NodesFor_EveryTask_IsAPermutationAndRankOfItsInverse()
    {
        RankBook book = Book(Enumerable.Range(0, 50).Select(i => Node(i, (ulong)i + 1)));
        foreach (TaskId task in ProofTree.Of(13).Tasks)
        {
            NodeId[] order = [.. book.NodesFor(task)];
            order.Distinct().Count().ShouldBe(50);
            for (int rank = 0; rank < order.Length; rank++)
            {
                book.RankOf(task, order[rank]).ShouldBe(rank);
            }
        }

        book.RankOf(new TaskId(0, 0), TestKeys.Node(99)).ShouldBe(-1);
    }

    [Fact]
    public void NodesFor_ManyBatches_RankZeroGoesByStake()
    {
        int[] first = new int[3];
        for (int batch = 0; batch < 400; batch++)
        {
            RankBook book = Book([Node(0, 1_000), Node(1, 2_000), Node(2, 5_000)], $"batch {batch}");
            for (int i = 0; i < 10; i++)
            {
                first[Desk.NumberOf(book.NodesFor(new TaskId(0, i)).First())]++;
            }
        }

        // 4,000 draws: standard deviations are 21, 27 and 31.
        first[0].ShouldBeInRange(500 - 100, 500 + 100);
        first[1].ShouldBeInRange(1000 - 130, 1000 + 130);
        first[2].ShouldBeInRange(2500 - 150, 2500 + 150);
    }

    [Fact]
    public void NodesFor_OneNodeLeaves_TheOthersKeepTheirOrder()
    {
        ActiveNode[] all = [.. Enumerable.Range(0, 20).Select(i => Node(i, 10))];
        foreach (TaskId task in ProofTree.Of(8).Tasks)
        {
            IEnumerable<NodeId> before = Book(all).NodesFor(task).Where(id => id != TestKeys.Node(7));
            Book(all.Where(node => node.Node != TestKeys.Node(7))).NodesFor(task).ShouldBe(before);
        }
    }

    [Fact]
    public void NodesFor_OtherRandomness_IsAnotherOrder() =>
        Book(Enumerable.Range(0, 20).Select(i => Node(i, 10)), "a").NodesFor(new TaskId(0, 0))
            .ShouldNotBe(Book(Enumerable.Range(0, 20).Select(i => Node(i, 10)), "b").NodesFor(new TaskId(0, 0)));

    [Fact]
    public void BookOf_SameArguments_IsTheSameBookAndMemoryIsBounded()
    {
        RankCache cache = new();
        StakeSet stakes = new([Node(0, 1)]);
        cache.BookOf(default, TestKeys.Batch(1), stakes).ShouldBeSameAs(cache.BookOf(default, TestKeys.Batch(1), new StakeSet([Node(0, 1)])));
        RankBook old = cache.BookOf(default, TestKeys.Batch(1), stakes);
        for (int i = 2; i < 100; i++)
        {
            cache.BookOf(default, TestKeys.Batch(i), stakes);
        }

        cache.BookOf(default, TestKeys.Batch(1), stakes).ShouldNotBeSameAs(old);
    }
}
