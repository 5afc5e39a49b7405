using System.CommandLine;
using P2PProver.Hashing;
using P2PProver.Node.Batches;
using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;
using P2PProver.Recursion;
using P2PProver.Rollup;
using P2PProver.Stark;

namespace P2PProver.Node.Cli.Commands;

/// <content>A whole batch, proven here.</content>
public sealed partial class ProofCommand
{
    private const string ProveBatchSchema = "p2pprover.proof.prove-batch/1";

    private const long MemoryBytes = 2L << 30;

    private static Verb BuildProveBatch()
    {
        Argument<string> batch = new("batch") { Description = "The batch.json" };
        Option<string?> witness = new("--witness") { Description = "The witness, where it is not witness.bin beside the batch", HelpName = "FILE" };
        Option<string> payee = new("--payee") { Description = "The address that every proof is attributed to", HelpName = "ADDRESS", Required = true };
        Option<string?> key = new("--batch-key")
        {
            Description = "The key of the batch as 32 hexadecimal bytes; without it, the hash of its data",
            HelpName = "HEX",
        };
        Option<string> output = new("--out") { Description = "Write proof-LEVEL-INDEX.json for each position of the tree to this directory", HelpName = "DIR", Required = true };
        Verb verb = new("prove-batch", "Execute a batch, prove its shards and merge the proofs into one")
        {
            Details =
            [
                "Every shard is proven and wrapped into a leaf; neighbours are merged two by two as soon as both are there, up to one root. "
                    + "The tree as it grows goes to stderr, one mark a position. Each proof is verified before it is written.",
            ],
            Examples =
            [
                new Example(
                    "p2pprover proof prove-batch batch/batch.json --payee 0x0123456789abcdef0123456789abcdef01234567 --out proofs",
                    "One proof of a whole batch"),
            ],
            JsonSchema = ProveBatchSchema,
            Body = (invocation, cancellation) => Task.FromResult(ProveBatch(
                invocation,
                new BatchRequest(
                    invocation.ResolvePath(invocation.Arguments.GetValue(batch)!),
                    invocation.Arguments.GetValue(witness) is string path ? invocation.ResolvePath(path) : null,
                    ReadPayee(invocation.Arguments.GetValue(payee)!),
                    invocation.Arguments.GetValue(key),
                    invocation.ResolvePath(invocation.Arguments.GetValue(output)!)),
                cancellation)),
        };
        verb.Add(batch);
        verb.Add(witness);
        verb.Add(payee);
        verb.Add(key);
        verb.Add(output);
        return verb;
    }

    private static Payee ReadPayee(string text) => PayeeText.Parse(text) is { IsZero: false } payee
        ? payee
        : throw new CodedException(ErrorCatalogue.BadArgument, $"'{text}' is not an address that can be paid: 0x and 40 hexadecimal digits, not all zero");

    private static ExitCode ProveBatch(Invocation invocation, BatchRequest request, CancellationToken cancellation)
    {
        BatchFile file = BatchFile.Read(request.Path);
        if (file.Shape.BlocksPerShard > BatchFile.ProvableBlocksMax)
        {
            throw new CodedException(ErrorCatalogue.BadArgument, $"no machine has shards of {file.Shape.BlocksPerShard} blocks");
        }

        Digest8 batch = request.Key is null
            ? WireElements.OfHash(file.Commitment.DataHash.Bytes)
            : WireElements.OfHash(RollupDefaults.ParseDomain(request.Key).Bytes);
        BatchExecution execution = file.Replay(request.Witness ?? file.WitnessPath, invocation.Threads);
        invocation.Shell.Note("making the proving keys");
        using CpuBackend backend = new(invocation.Threads);
        using ShardProver shards = new(new ShardMachine(file.Shape), Parameters, backend, invocation.Threads);
        StepNotes notes = new(invocation.Shell);
        RecursionCircuits circuits = RecursionCircuits.Create(shards.VerifyingKey, ShardFields.Layout, Parameters, notes, cancellation);
        using BatchProver prover = new(circuits, backend, new ProverBudget(invocation.Threads, MemoryBytes), notes);
        _ = Cache(invocation).Store(prover);
        BatchTree tree = new(invocation, execution, shards, prover, batch, request.Payee, request.Output);
        IReadOnlyList<ProofProveBatchReport.Entry> entries = tree.Prove(cancellation);
        RollupOptions.Write(invocation.Shell, ProveBatchSchema, new ProofProveBatchReport(
            request.Path, WireElements.ToHex(prover.Verifier.Allowed), WireElements.ToHex(batch), entries[^1].File, entries));
        return ExitCode.Ok;
    }

    private static KeyCache Cache(Invocation invocation) => new(Path.Combine(invocation.Settings.Get(KnownSettings.DataDir), "cache", "keys"));

    private sealed record BatchRequest(string Path, string? Witness, Payee Payee, string? Key, string Output);
}
