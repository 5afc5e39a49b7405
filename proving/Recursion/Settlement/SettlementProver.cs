using System.Numerics;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// Proves roots for the chain: Shrink verifies the root and Final verifies Shrink. Each circuit has the least height that it fits, and its
/// key is made once. Proofs are made one after the other; not safe for concurrent use.
/// </summary>
public sealed class SettlementProver : IDisposable
{
    private readonly IProverBackend _backend;
    private readonly int _threads;
    private readonly ShrinkCircuit _shrink;
    private readonly FinalCircuit _final;
    private readonly RecursionMachine _shrinkMachine;
    private readonly RecursionMachine _finalMachine;
    private readonly ProvingKey _shrinkKey;
    private readonly ProvingKey _finalKey;

    /// <summary>Writes the circuits down and commits to them.</summary>
    /// <param name="verifier">The keys of roots.</param>
    /// <param name="layout">The public values.</param>
    /// <param name="parameters">The parameter sets of both circuits.</param>
    /// <param name="backend">Does the heavy steps; the caller keeps it.</param>
    /// <param name="threads">The most threads to use; proofs do not depend on it.</param>
    /// <param name="progress">Told what is being done, or null.</param>
    public SettlementProver(
        RecursionVerifier verifier,
        SettlementLayout layout,
        SettlementParameters parameters,
        IProverBackend backend,
        int threads,
        IProgress<SettlementStage>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Verifier = verifier;
        Layout = layout;
        _backend = backend;
        _threads = threads;
        progress?.Report(SettlementStage.CommittingShrink);
        _shrink = new ShrinkCircuit(verifier, layout);
        _shrinkMachine = Machine(_shrink.Program, parameters.Shrink);
        _shrinkKey = Commit(_shrinkMachine, _shrink.Program, parameters.Shrink);
        progress?.Report(SettlementStage.CommittingFinal);
        _final = new FinalCircuit(_shrinkKey.VerifyingKey);
        _finalMachine = Machine(_final.Program, parameters.Final);
        _finalKey = Commit(_finalMachine, _final.Program, parameters.Final);
    }

    /// <summary>The keys of roots.</summary>
    public RecursionVerifier Verifier { get; }

    /// <summary>The public values.</summary>
    public SettlementLayout Layout { get; }

    /// <summary>Shrink's key, a constant of Final.</summary>
    public VerifyingKey ShrinkKey => _shrinkKey.VerifyingKey;

    /// <summary>Final's key, from which the contract is generated.</summary>
    public VerifyingKey FinalKey => _finalKey.VerifyingKey;

    /// <summary>The rows of Shrink.</summary>
    public CircuitProgram ShrinkProgram => _shrink.Program;

    /// <summary>The rows of Final.</summary>
    public CircuitProgram FinalProgram => _final.Program;

    /// <summary>Proves a root.</summary>
    /// <param name="root">The root, which is verified first.</param>
    /// <param name="request">Payees, point and submitter.</param>
    /// <param name="proof">The proof, or null.</param>
    /// <param name="progress">Told what is being done, or null.</param>
    /// <param name="cancellation">Ends the work between steps.</param>
    /// <returns>Why there is none.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public SettlementFault TryProve(
        RecursionProof root,
        SettlementRequest request,
        out SettlementProof? proof,
        IProgress<SettlementStage>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(request);
        proof = null;
        progress?.Report(SettlementStage.VerifyingRoot);
        SettlementFault fault = SettlementStatement.TryCreate(Layout, root.Statement, Verifier.Allowed, request, out SettlementStatement? statement);
        if (statement is null)
        {
            return fault;
        }

        if (!Verifier.Verify(root.Statement, root.Bytes.Span).IsValid)
        {
            return SettlementFault.InvalidProof;
        }

        cancellation.ThrowIfCancellationRequested();
        progress?.Report(SettlementStage.ProvingShrink);
        byte[] shrunk = ProveShrink(root, request, statement);
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(SettlementStage.ProvingFinal);
        ExpandedProof child = Expand(ShrinkKey, statement.Values, shrunk);
        proof = new SettlementProof(statement, Prove(_finalKey, _finalMachine, _final.Program, _final.Tape(child), statement));
        return SettlementFault.None;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shrinkKey.Dispose();
        _finalKey.Dispose();
    }

    internal ShrinkCircuit Shrink => _shrink;

    internal byte[] ProveShrink(RecursionProof root, SettlementRequest request, SettlementStatement statement)
    {
        ExpandedProof expanded = Expand(Verifier.KeyOf(root.Statement), root.Statement.Values, root.Bytes.Span);
        KoalaBear[] tape = _shrink.Tape(new ShrinkWitness(root, expanded, request.Payees));
        return Prove(_shrinkKey, _shrinkMachine, _shrink.Program, tape, statement);
    }

    private static ExpandedProof Expand(VerifyingKey key, ReadOnlySpan<KoalaBear> values, ReadOnlySpan<byte> bytes)
    {
        _ = ExpandedProof.TryExpand(key, values, bytes, out ExpandedProof? expanded);
        return expanded ?? throw new InvalidOperationException("A proof that is valid could not be expanded.");
    }

    private static RecursionMachine Machine(CircuitProgram program, ProofParameters parameters)
    {
        int logHeight = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)program.Rows + 1));
        return new RecursionMachine(Math.Max(logHeight, parameters.LogFinalLength), program.PublicValueCount);
    }

    private ProvingKey Commit(RecursionMachine machine, CircuitProgram program, ProofParameters parameters) =>
        ProvingKey.Create(machine.Machine, parameters, [machine.Preprocess(program)], _backend);

    // The root is verified and its statement checked, so a check that fails here is a mistake of the circuits.
    private byte[] Prove(ProvingKey key, RecursionMachine machine, CircuitProgram program, KoalaBear[] tape, SettlementStatement statement)
    {
        CircuitWitness witness = program.Evaluate(tape, statement.Values, out CircuitFault? fault)
            ?? throw new InvalidOperationException($"A verified root does not satisfy its circuit: {fault}.");
        return StarkProver.Prove(key, [machine.Trace(witness, _threads)], statement.Values.ToArray(), _backend, _threads);
    }
}
