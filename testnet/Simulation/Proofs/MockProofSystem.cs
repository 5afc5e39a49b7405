using P2PProver.Crypto;
using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Proofs;

/// <summary>
/// The timed mock proof system. A sound proof comes only from <see cref="Finish"/>, which the engine calls when a job's time has passed, with sound
/// inputs; everything else that an adversary makes by <see cref="Forge"/> is refused by <see cref="Verify"/>, or says something else than the batch.
/// </summary>
public sealed class MockProofSystem : IAttribution, IFinalProofCheck
{
    private readonly Dictionary<ProofHash, MockProof> _proofs = [];
    private readonly Dictionary<BatchKey, BatchReplay> _replays = [];
    private readonly JobTimes _jobs;
    private readonly ulong _seed;

    /// <summary>A proof system with its job times.</summary>
    public MockProofSystem(JobTimes jobs, ulong seed)
    {
        (_jobs, _seed) = (jobs, seed);
    }

    /// <summary>Whether the contract's verifier is broken on purpose.</summary>
    public bool AcceptsAnything { get; init; }

    /// <summary>Calls of the contract's verifier that it refused.</summary>
    public long RefusedFinals { get; private set; }

    /// <summary>The label of every report over these proofs.</summary>
    public static string Label => "timed mock proofs";

    /// <summary>The proof with a hash, or null.</summary>
    public MockProof? Find(ProofHash hash) => _proofs.GetValueOrDefault(hash);

    /// <summary>What an honest replay of a batch gives.</summary>
    public BatchReplay Replay(BatchKey batch, int shards)
    {
        if (!_replays.TryGetValue(batch, out BatchReplay? replay))
        {
            ShardBoundary[] boundaries = new ShardBoundary[shards + 1];
            for (int i = 0; i <= shards; i++)
            {
                ulong at = (ulong)i;
                boundaries[i] = new ShardBoundary(Word(batch, 1, at), Word(batch, 2, at), Word(batch, 3, at), Word(batch, 4, at));
            }

            replay = new BatchReplay(MockHash.Of(_seed, 5), MockHash.Of(_seed, 6), Word(batch, 7, 0), boundaries);
            _replays[batch] = replay;
        }

        return replay;
    }

    /// <summary>The proof at the end of a timed job; null if an input is missing, unsound or of another place.</summary>
    public MockProof? Finish(JobId job, int shards, Address payee, IReadOnlyList<ProofHash> inputs, int maker, TimeSpan jobTime)
    {
        MockProof?[] found = [.. inputs.Select(Find)];
        ProofTree tree = ProofTree.Of(shards);
        if (found.Any(input => input is null || !input.IsSound || input.Batch != job.Batch) || !Fit(tree, job, found!))
        {
            return null;
        }

        List<Address> payees = [payee];
        if (job.Kind != JobKind.Leaf)
        {
            payees = job.Kind == JobKind.Finalise ? [.. found[0]!.Payees] : Join(tree, job.Task, found[0]!, found[1]!, payee);
        }

        MockProof proof = new()
        {
            Hash = NextHash(),
            SizeBytes = job.Kind == JobKind.Finalise ? _jobs.FinalBytes : _jobs.ProofBytes,
            Task = job.Task,
            Batch = job.Batch,
            IsFinal = job.Kind == JobKind.Finalise,
            IsSound = true,
            Statement = job.Kind == JobKind.Leaf ? StatementOf(job.Batch, shards, job.Task, payees) : Chain(found!, shards, job, payees),
            Payees = payees,
            Submitter = job.Kind == JobKind.Finalise ? payee : default,
            Inputs = found!,
            Maker = maker,
            JobTime = jobTime,
        };
        _proofs[proof.Hash] = proof;
        return proof;
    }

    /// <summary>
    /// Bytes that nobody worked for: they resemble what they say, and the verifier refuses them. A statement of its own can be proven honestly; that
    /// costs the job's time, which the caller must have waited for.
    /// </summary>
    public MockProof Forge(JobId job, int shards, IReadOnlyList<Address> payees, Address submitter, int maker, bool provesAnotherStatement)
    {
        ProofStatement statement = StatementOf(job.Batch, shards, job.Task, payees);
        if (provesAnotherStatement)
        {
            statement = statement with { After = statement.After with { State = NextHash().Value } };
        }

        MockProof proof = new()
        {
            Hash = NextHash(),
            SizeBytes = job.Kind == JobKind.Finalise ? _jobs.FinalBytes : _jobs.ProofBytes,
            Task = job.Task,
            Batch = job.Batch,
            IsFinal = job.Kind == JobKind.Finalise,
            IsSound = provesAnotherStatement,
            Statement = statement,
            Payees = payees,
            Submitter = submitter,
            Maker = maker,
            JobTime = TimeSpan.Zero,
        };
        _proofs[proof.Hash] = proof;
        return proof;
    }

    /// <summary>What the verifier says of bytes as a leaf or merge proof; null when it refuses them.</summary>
    public ProofContents? Verify(ProofHash hash) =>
        Find(hash) is { IsSound: true, IsFinal: false } proof ? new ProofContents(proof.Statement, proof.Payees) : null;

    /// <summary>What the verifier says of bytes as a final proof; null when it refuses them.</summary>
    public FinalContents? VerifyFinal(ProofHash hash) =>
        Find(hash) is { IsSound: true, IsFinal: true } proof ? new FinalContents(proof.Statement, proof.Payees, proof.Submitter) : null;

    /// <inheritdoc/>
    public Hash32 Compute(int shardCount, TaskId task, IReadOnlyList<Address> payees)
    {
        ulong[] words = new ulong[payees.Count + 3];
        words[0] = (ulong)shardCount;
        words[1] = (ulong)task.Level;
        words[2] = (ulong)task.Index;
        for (int i = 0; i < payees.Count; i++)
        {
            words[i + 3] = MockHash.WordOf(payees[i]);
        }

        return MockHash.Of(words);
    }

    /// <inheritdoc/>
    bool IFinalProofCheck.Verify(object proof, BatchRecord batch, IReadOnlyList<Address> payees, Address submitter)
    {
        BatchKey key = new(batch.Key);
        bool isGood = proof is MockProof { IsSound: true, IsFinal: true } final
            && final.Batch == key
            && final.Submitter == submitter
            && final.Payees.SequenceEqual(payees)
            && final.Statement == StatementOf(key, batch.ShardCount, ProofTree.Of(batch.ShardCount).Root, payees);
        RefusedFinals += isGood ? 0 : 1;
        return isGood || AcceptsAnything;
    }

    /// <summary>The statement that a task's proof must have.</summary>
    public ProofStatement StatementOf(BatchKey batch, int shards, TaskId task, IReadOnlyList<Address> payees)
    {
        BatchReplay replay = Replay(batch, shards);
        int first = ProofTree.FirstShard(task);
        int count = ProofTree.Of(shards).ShardsOf(task);
        return new ProofStatement(
            replay.Allowed,
            replay.Domain,
            batch,
            first,
            count,
            replay.Point,
            replay.Boundaries[first],
            replay.Boundaries[first + count],
            Compute(shards, task, payees));
    }

    /// <summary>What the circuits enforce of their inputs: the right places, and that the second starts where the first ends.</summary>
    private static bool Fit(ProofTree tree, JobId job, MockProof[] inputs)
    {
        if (job.Kind == JobKind.Leaf)
        {
            return inputs.Length == 0;
        }

        if (job.Kind == JobKind.Finalise)
        {
            return inputs.Length == 1 && inputs[0].Task == tree.Root;
        }

        (TaskId left, TaskId right) = tree.Children(job.Task);
        return inputs.Length == 2 && inputs[0].Task == left && inputs[1].Task == right && inputs[0].Statement.After == inputs[1].Statement.Before;
    }

    /// <summary>What a merge or final proof says follows from its inputs: what is wrong with one of them is wrong with it.</summary>
    private ProofStatement Chain(MockProof[] inputs, int shards, JobId job, List<Address> payees) =>
        StatementOf(job.Batch, shards, job.Task, payees) with { Before = inputs[0].Statement.Before, After = inputs[^1].Statement.After };

    /// <summary>The payees of a merge in canonical order: by position, its own last.</summary>
    private static List<Address> Join(ProofTree tree, TaskId task, MockProof left, MockProof right, Address own)
    {
        SortedDictionary<int, Address> byPosition = [];
        foreach (MockProof child in (MockProof[])[left, right])
        {
            IReadOnlyList<int> positions = tree.Subtree(child.Task);
            for (int i = 0; i < positions.Count; i++)
            {
                byPosition[positions[i]] = child.Payees[i];
            }
        }

        byPosition[tree.PositionOf(task)] = own;
        return [.. byPosition.Values];
    }

    private Hash32 Word(BatchKey batch, ulong kind, ulong at) => MockHash.Of(_seed, batch.Value.A, batch.Value.B, kind, at);

    private ProofHash NextHash() => new(MockHash.Of(_seed, 8, (ulong)_proofs.Count));
}
