using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// Proves leaves and merges of batches over one machine. Keys are made once; proofs are made one at a time, and more at once only as far
/// as the memory budget goes. Safe for concurrent use.
/// </summary>
public sealed class BatchProver : IDisposable
{
    // What a proof takes beside extended traces: trees, codewords and a matrix in work; docs/PROOFS.md, "Figures".
    private const int PeakNumerator = 4;
    private const int PeakDenominator = 3;

    private readonly IProverBackend _backend;
    private readonly int _threads;
    private readonly ProvingKey _leafKey;
    private readonly ProvingKey _mergeKey;
    private readonly SemaphoreSlim _slots;

    /// <summary>Commits to the circuits.</summary>
    /// <param name="circuits">The circuits.</param>
    /// <param name="backend">Does the heavy steps; the caller keeps it.</param>
    /// <param name="budget">What may be used.</param>
    /// <param name="progress">Told what is being done, or null.</param>
    /// <exception cref="ArgumentException">Not even one proof fits the budget.</exception>
    public BatchProver(RecursionCircuits circuits, IProverBackend backend, ProverBudget budget, IProgress<CircuitStep>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget.Threads, nameof(budget));
        Circuits = circuits;
        long proofs = budget.MemoryBytes / PeakBytes;
        if (proofs == 0)
        {
            throw new ArgumentException($"A proof takes about {PeakBytes} bytes, more than the budget.", nameof(budget));
        }

        _backend = backend;
        _threads = budget.Threads;
        _slots = new SemaphoreSlim((int)Math.Min(proofs, budget.Threads));
        progress?.Report(CircuitStep.CommittingLeaf);
        _leafKey = Commit(circuits.LeafProgram);
        progress?.Report(CircuitStep.CommittingMerge);
        _mergeKey = Commit(circuits.MergeProgram);
        Verifier = new RecursionVerifier(circuits.Layout, _leafKey.VerifyingKey, _mergeKey.VerifyingKey);
        progress?.Report(CircuitStep.Ready);
    }

    /// <summary>The circuits.</summary>
    public RecursionCircuits Circuits { get; }

    /// <summary>Verifies the proofs.</summary>
    public RecursionVerifier Verifier { get; }

    /// <summary>About how many bytes one proof takes while it is made.</summary>
    public long PeakBytes
    {
        get
        {
            TableShape table = Circuits.Machine.Machine.Shapes[0];
            long extended = (long)sizeof(uint) * table.CommittedWidth << (table.LogHeight + Circuits.Parameters.LogBlowup);
            return extended * PeakNumerator / PeakDenominator;
        }
    }

    /// <summary>The tree of a batch's proofs.</summary>
    public static BatchPlan Plan(int shardCount) => BatchPlan.Of(shardCount);

    /// <summary>Proves a leaf.</summary>
    /// <param name="batch">The batch's key.</param>
    /// <param name="shard">The shard's number.</param>
    /// <param name="payee">Who is paid.</param>
    /// <param name="childValues">The shard proof's public values.</param>
    /// <param name="childProof">The shard proof, which is verified first.</param>
    /// <param name="proof">The proof, or null.</param>
    /// <param name="progress">Told when each stage ends, or null.</param>
    /// <param name="cancellation">Ends the work between stages.</param>
    /// <returns>Why there is no proof, or null.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ProveFault? TryProveLeaf(
        Digest8 batch,
        int shard,
        Payee payee,
        ReadOnlyMemory<KoalaBear> childValues,
        ReadOnlyMemory<byte> childProof,
        out RecursionProof? proof,
        IProgress<ProverStage>? progress = null,
        CancellationToken cancellation = default)
    {
        proof = null;
        if (payee.IsZero)
        {
            return new(VerifyResult.Valid, StatementFault.NoPayee, null);
        }

        VerifyingKey key = Circuits.ChildKey;
        VerifyResult verdict = StarkVerifier.Verify(key, childValues.Span, childProof.Span);
        if (!verdict.IsValid)
        {
            return new(verdict, StatementFault.None, null);
        }

        _ = ExpandedProof.TryExpand(key, childValues.Span, childProof.Span, out ExpandedProof? child);
        Statement statement = Statement.OfLeaf(Circuits.Layout, Verifier.Allowed, batch, shard, payee, childValues.Span);
        KoalaBear[] tape = Circuits.Leaf.Tape(new LeafWitness(child!, payee));
        return TryProve(_leafKey, Circuits.LeafProgram, tape, statement, progress, cancellation, out proof);
    }

    /// <summary>Proves a merge.</summary>
    /// <param name="left">The proof of the earlier shards, which is verified first.</param>
    /// <param name="right">The proof of the later shards, which is verified first.</param>
    /// <param name="payee">Who is paid.</param>
    /// <param name="proof">The proof, or null.</param>
    /// <param name="progress">Told when each stage ends, or null.</param>
    /// <param name="cancellation">Ends the work between stages.</param>
    /// <returns>Why there is no proof, or null.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ProveFault? TryProveMerge(
        RecursionProof left,
        RecursionProof right,
        Payee payee,
        out RecursionProof? proof,
        IProgress<ProverStage>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        proof = null;
        StatementFault joined = Statement.TryMerge(left.Statement, right.Statement, payee, out Statement? statement);
        if (statement is null)
        {
            return new(VerifyResult.Valid, joined, null);
        }

        foreach (RecursionProof child in (ReadOnlySpan<RecursionProof>)[left, right])
        {
            VerifyResult verdict = Verifier.Verify(child.Statement, child.Bytes.Span);
            if (!verdict.IsValid)
            {
                return new(verdict, StatementFault.None, null);
            }
        }

        MergeWitness witness = new(
            Expand(left), left.Statement, Expand(right), right.Statement, Verifier.LeafKey.Digest, Verifier.MergeKey.Digest, payee);
        return TryProve(_mergeKey, Circuits.MergeProgram, Circuits.Merge.Tape(witness), statement, progress, cancellation, out proof);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leafKey.Dispose();
        _mergeKey.Dispose();
        _slots.Dispose();
    }

    private ExpandedProof Expand(RecursionProof proof)
    {
        _ = ExpandedProof.TryExpand(Verifier.KeyOf(proof.Statement), proof.Statement.Values, proof.Bytes.Span, out ExpandedProof? expanded);
        return expanded!;
    }

    private ProvingKey Commit(CircuitProgram program) =>
        ProvingKey.Create(Circuits.Machine.Machine, Circuits.Parameters, [Circuits.Machine.Preprocess(program)], _backend);

    private ProveFault? TryProve(
        ProvingKey key,
        CircuitProgram program,
        KoalaBear[] tape,
        Statement statement,
        IProgress<ProverStage>? progress,
        CancellationToken cancellation,
        out RecursionProof? proof)
    {
        proof = null;
        _slots.Wait(cancellation);
        try
        {
            CircuitWitness? witness = program.Evaluate(tape, statement.Values, out CircuitFault? fault);
            if (witness is null)
            {
                return new(VerifyResult.Valid, StatementFault.None, fault);
            }

            FieldMatrix trace = Circuits.Machine.Trace(witness, _threads);
            byte[] bytes = StarkProver.Prove(
                key, [trace], statement.Values.ToArray(), _backend, _threads, new StageWatch(progress, cancellation));
            proof = new RecursionProof(statement, bytes);
            return null;
        }
        finally
        {
            _ = _slots.Release();
        }
    }
}
