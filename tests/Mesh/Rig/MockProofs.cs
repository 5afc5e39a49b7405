using P2PProver.Crypto;

namespace P2PProver.Mesh.Tests.Rig;

/// <summary>Test only: proofs that are nothing but what they say, in one room that all hosts share.</summary>
internal sealed class MockProofs : IAttribution
{
    private readonly Dictionary<ProofHash, object?> _contents = [];

    public static BatchReplay Replay(int shardCount) => new(
        TestKeys.Hash("allowed"),
        TestKeys.Hash("domain"),
        TestKeys.Hash("point"),
        [.. Enumerable.Range(0, shardCount + 1).Select(Boundary)]);

    public static ShardBoundary Boundary(int shard) => new(
        TestKeys.Hash($"state {shard}"), TestKeys.Hash($"data {shard}"), TestKeys.Hash($"evaluation {shard}"), TestKeys.Hash($"fees {shard}"));

    public Hash32 Compute(int shardCount, TaskId task, IReadOnlyList<Address> payees) =>
        TestKeys.Hash($"attribution {shardCount} {task} {string.Join(',', payees)}");

    public ProofStatement Statement(BatchInfo batch, TaskId task, IReadOnlyList<Address> payees)
    {
        int first = ProofTree.FirstShard(task);
        int count = ProofTree.Of(batch.ShardCount).ShardsOf(task);
        return new ProofStatement(
            TestKeys.Hash("allowed"),
            TestKeys.Hash("domain"),
            batch.Key,
            first,
            count,
            TestKeys.Hash("point"),
            Boundary(first),
            Boundary(first + count),
            Compute(batch.ShardCount, task, payees));
    }

    /// <summary>A valid proof of a true statement.</summary>
    public ProofHash Prove(BatchInfo batch, TaskId task, IReadOnlyList<Address> payees) =>
        Put($"{batch.Key.Value} {task} {string.Join(',', payees)}", new ProofContents(Statement(batch, task, payees), payees));

    public ProofHash Finalise(BatchInfo batch, IReadOnlyList<Address> payees, Address submitter)
    {
        TaskId root = ProofTree.Of(batch.ShardCount).Root;
        FinalContents contents = new(Statement(batch, root, payees), payees, submitter);
        return Put($"final {batch.Key.Value} {string.Join(',', payees)} {submitter}", contents);
    }

    /// <summary>Whatever is given; null is bytes that do not verify.</summary>
    public ProofHash Put(string name, object? contents)
    {
        ProofHash hash = TestKeys.Proof(name);
        _contents[hash] = contents;
        return hash;
    }

    public ProofContents? Verify(ProofHash hash) => _contents.GetValueOrDefault(hash) as ProofContents;

    public FinalContents? VerifyFinal(ProofHash hash) => _contents.GetValueOrDefault(hash) as FinalContents;

    /// <summary>The payees of a task's proof from those of its inputs, and its own payee.</summary>
    public List<Address> Payees(BatchInfo batch, TaskId task, IReadOnlyList<ProofHash> inputs, Address payee)
    {
        ProofTree tree = ProofTree.Of(batch.ShardCount);
        SortedDictionary<int, Address> byPosition = [];
        if (inputs.Count == 2)
        {
            (TaskId left, TaskId right) = tree.Children(task);
            Add(byPosition, tree.Subtree(left), Verify(inputs[0])!.Payees);
            Add(byPosition, tree.Subtree(right), Verify(inputs[1])!.Payees);
        }

        byPosition[tree.PositionOf(task)] = payee;
        return [.. byPosition.Values];
    }

    private static void Add(SortedDictionary<int, Address> all, IReadOnlyList<int> positions, IReadOnlyList<Address> payees)
    {
        positions.Count.ShouldBe(payees.Count);
        for (int i = 0; i < positions.Count; i++)
        {
            all[positions[i]] = payees[i];
        }
    }
}
