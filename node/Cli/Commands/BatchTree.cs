using System.Globalization;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Node.Batches;
using P2PProver.Recursion;
using P2PProver.Rollup;
using P2PProver.Stark;

namespace P2PProver.Node.Cli.Commands;

/// <summary>Proves a batch's tree from the leaves up, each merge as soon as both children are there, and shows it as it grows.</summary>
internal sealed class BatchTree
{
    private readonly Invocation _invocation;
    private readonly BatchExecution _execution;
    private readonly ShardProver _shards;
    private readonly BatchProver _prover;
    private readonly Digest8 _batch;
    private readonly Payee _payee;
    private readonly string _output;
    private readonly BatchPlan _plan;
    private readonly RecursionProof?[] _proofs;
    private readonly List<ProofProveBatchReport.Entry> _entries = [];

    public BatchTree(
        Invocation invocation,
        BatchExecution execution,
        ShardProver shards,
        BatchProver prover,
        Digest8 batch,
        Payee payee,
        string output)
    {
        _invocation = invocation;
        _execution = execution;
        _shards = shards;
        _prover = prover;
        _batch = batch;
        _payee = payee;
        _output = output;
        _plan = BatchProver.Plan(execution.Shards.Count);
        _proofs = new RecursionProof?[_plan.Tasks.Length];
    }

    /// <summary>Proves everything; the last entry is the root's.</summary>
    public IReadOnlyList<ProofProveBatchReport.Entry> Prove(CancellationToken cancellation)
    {
        Complete(_plan.Tasks.Length - 1, cancellation);
        return _entries;
    }

    private void Complete(int place, CancellationToken cancellation)
    {
        PlannedTask task = _plan.Tasks[place];
        if (!task.IsLeaf)
        {
            Complete(task.Left, cancellation);
            Complete(task.Right, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        long shardMs = 0;
        byte[] shardProof = task.IsLeaf ? ProveShard(task, out shardMs) : [];
        long start = _invocation.Time.GetTimestamp();
        ProveFault? fault = task.IsLeaf
            ? Leaf(task, shardProof, out RecursionProof? proof, cancellation)
            : _prover.TryProveMerge(_proofs[task.Left]!, _proofs[task.Right]!, _payee, out proof, null, cancellation);
        long ms = Since(start);
        VerifyResult verdict = proof is null ? default : _prover.Verifier.Verify(proof.Statement, proof.Bytes.Span);
        if (proof is null || !verdict.IsValid)
        {
            throw new InvalidOperationException($"The prover's own proof of ({task.Level}, {task.Index}) fails: {fault?.ToString() ?? verdict.ToString()}.");
        }

        _proofs[place] = proof;
        Keep(task, proof, shardMs, ms);
    }

    private byte[] ProveShard(PlannedTask task, out long ms)
    {
        long start = _invocation.Time.GetTimestamp();
        byte[] proof = _shards.Prove(_execution.Shards[task.Index]);
        ms = Since(start);
        return proof;
    }

    private ProveFault? Leaf(PlannedTask task, byte[] shardProof, out RecursionProof? proof, CancellationToken cancellation)
    {
        KoalaBear[] values = _execution.Shards[task.Index].Statement.ToPublicValues();
        return _prover.TryProveLeaf(_batch, task.Index, _payee, values, shardProof, out proof, null, cancellation);
    }

    private void Keep(PlannedTask task, RecursionProof proof, long shardMs, long ms)
    {
        string file = Path.Combine(_output, FormattableString.Invariant($"proof-{task.Level}-{task.Index}.json"));
        new BatchProofDocument
        {
            Schema = BatchProofDocument.SchemaName,
            Parameters = _prover.Circuits.Parameters.Name,
            TreeDepth = _shards.Machine.Shape.TreeDepth,
            BlocksPerShard = _shards.Machine.Shape.BlocksPerShard,
            Payees = [.. Enumerable.Repeat(_payee.ToString(), (2 * task.ShardCount) - 1)],
            Proof = proof.ToContainer(),
        }.Write(file);
        _entries.Add(new(task.Level, task.Index, task.FirstShard, task.ShardCount, file, proof.Bytes.Length, shardMs, ms));
        string name = task.IsLeaf ? $"leaf {task.Index}" : $"merge ({task.Level}, {task.Index})";
        _invocation.Shell.Note(string.Create(CultureInfo.InvariantCulture, $"{Picture()}  {name}: {proof.Bytes.Length} bytes, {shardMs + ms} ms"));
    }

    /// <summary>The tree, level by level from the leaves: # for a proof that exists, . for one to come.</summary>
    private string Picture() => string.Join(' ', _plan.Tasks
        .Select((task, place) => (task.Level, Mark: _proofs[place] is null ? '.' : '#'))
        .GroupBy(mark => mark.Level)
        .Select(level => string.Concat(level.Select(mark => mark.Mark))));

    private long Since(long start) => long.CreateTruncating(_invocation.Time.GetElapsedTime(start).TotalMilliseconds);
}
