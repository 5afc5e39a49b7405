using P2PProver.Hashing;
using P2PProver.Node.Batches;
using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;
using P2PProver.Recursion;
using P2PProver.Rollup;
using P2PProver.Stark;

namespace P2PProver.Node.Cli.Commands;

/// <summary>A whole batch proven in this process: its shards, a leaf for each, and merges up to one root. Progress goes to stderr.</summary>
public static class BatchProving
{
    private const long MemoryBytes = 2L << 30;

    /// <summary>Executes a batch and proves it; each proof is verified, then written as proof-LEVEL-INDEX.json.</summary>
    /// <param name="invocation">The command that asks for it.</param>
    /// <param name="file">The batch.</param>
    /// <param name="witness">Its witness; null where it is beside the batch.</param>
    /// <param name="batch">The batch's key as statements have it.</param>
    /// <param name="payee">Who every proof is attributed to.</param>
    /// <param name="output">The directory of the proofs.</param>
    /// <param name="cancellation">Stops between two proofs.</param>
    /// <exception cref="CodedException">The batch cannot be executed, or no machine has its sizes.</exception>
    public static ProofProveBatchReport Prove(
        Invocation invocation, BatchFile file, string? witness, Digest8 batch, Payee payee, string output, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        ArgumentNullException.ThrowIfNull(file);
        if (file.Shape.BlocksPerShard > BatchFile.ProvableBlocksMax)
        {
            throw new CodedException(ErrorCatalogue.BadArgument, $"no machine has shards of {file.Shape.BlocksPerShard} blocks");
        }

        BatchExecution execution = file.Replay(witness ?? file.WitnessPath, invocation.Threads);
        invocation.Shell.Note("making the proving keys");
        using CpuBackend backend = new(invocation.Threads);
        using ShardProver shards = new(new ShardMachine(file.Shape), ProofCommand.Parameters, backend, invocation.Threads);
        StepNotes notes = new(invocation.Shell);
        RecursionCircuits circuits = RecursionCircuits.Create(shards.VerifyingKey, ShardFields.Layout, ProofCommand.Parameters, notes, cancellation);
        using BatchProver prover = new(circuits, backend, new ProverBudget(invocation.Threads, MemoryBytes), notes);
        _ = CacheOf(invocation).Store(prover);
        BatchTree tree = new(invocation, execution, shards, prover, batch, payee, output);
        IReadOnlyList<ProofProveBatchReport.Entry> entries = tree.Prove(cancellation);
        return new ProofProveBatchReport(file.Path, WireElements.ToHex(prover.Verifier.Allowed), WireElements.ToHex(batch), entries[^1].File, entries);
    }

    /// <summary>Where keys of circuits are kept between commands.</summary>
    internal static KeyCache CacheOf(Invocation invocation) => new(Path.Combine(invocation.Settings.Get(KnownSettings.DataDir), "cache", "keys"));
}
