using System.CommandLine;
using P2PProver.Node.Batches;
using P2PProver.Node.Errors;
using P2PProver.Rollup;
using P2PProver.Stark;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover proof prove-shard | prove-batch | verify | inspect</c></summary>
public sealed partial class ProofCommand : ICliCommand
{
    private const string ProveSchema = "p2pprover.proof.prove-shard/1";
    private const string VerifySchema = "p2pprover.proof.verify/1";
    private const string InspectSchema = "p2pprover.proof.inspect/1";

    internal static readonly ProofParameters Parameters = ProofParameters.P100;

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Rollup;

    /// <inheritdoc/>
    public Verb Build()
    {
        Verb noun = new("proof", "Prove shards and batches, and verify and inspect proofs")
        {
            Details =
            [
                "A shard proof says that the operations of one shard lead from one state root to another. Proofs of all shards of a batch, "
                    + "chained from root to root, say it of the batch. A batch proof says so in one: leaves wrap shard proofs and name who is "
                    + "paid, merges join two proofs into one.",
            ],
            Examples =
            [
                new Example("p2pprover proof prove-shard batch/batch.json --out proofs", "Prove every shard of a batch"),
                new Example("p2pprover proof verify proofs/shard-*.json --batch batch/batch.json", "Verify that they prove the batch"),
            ],
        };
        noun.Add(BuildProve());
        noun.Add(BuildProveBatch());
        noun.Add(BuildVerify());
        noun.Add(BuildInspect());
        return noun;
    }

    private static Verb BuildProve()
    {
        Argument<string> batch = new("batch") { Description = "The batch.json" };
        Option<string?> witness = new("--witness") { Description = "The witness, where it is not witness.bin beside the batch", HelpName = "FILE" };
        Option<int?> shard = new("--shard") { Description = "Prove this shard only", HelpName = "INDEX" };
        Option<string> output = new("--out") { Description = "Write shard-INDEX.json for each shard to this directory", HelpName = "DIR", Required = true };
        Verb verb = new("prove-shard", "Execute a batch and prove its shards, one after the other")
        {
            Details = ["Progress goes to stderr. Each proof is written when it is made, and verified before it is written."],
            Examples = [new Example("p2pprover proof prove-shard batch/batch.json --shard 0 --out proofs", "Prove the first shard")],
            JsonSchema = ProveSchema,
            Body = (invocation, cancellation) => Task.FromResult(Prove(
                invocation,
                invocation.ResolvePath(invocation.Arguments.GetValue(batch)!),
                invocation.Arguments.GetValue(witness),
                invocation.Arguments.GetValue(shard),
                invocation.ResolvePath(invocation.Arguments.GetValue(output)!),
                cancellation)),
        };
        verb.Add(batch);
        verb.Add(witness);
        verb.Add(shard);
        verb.Add(output);
        return verb;
    }

    private static Verb BuildVerify()
    {
        Argument<string[]> files = new("proofs") { Description = "Proofs of shards, leaves or merges", Arity = ArgumentArity.OneOrMore };
        Option<string?> batch = new("--batch") { Description = "Verify that they are proofs of this batch.json", HelpName = "FILE" };
        Verb verb = new("verify", "Verify proofs of shards, leaves and merges, alone or against their batch")
        {
            Details =
            [
                "Without a batch, each proof is verified for the statement in its file. With one, the statement must follow from the batch's "
                    + "data; proofs of neighbouring shards must join, and the first and last must have the batch's own state roots. The "
                    + "verifying key is made anew from this program, never read from a file.",
                "The exit status is 7 when a proof is refused.",
            ],
            Examples = [new Example("p2pprover proof verify proofs/shard-0.json", "Verify one proof")],
            JsonSchema = VerifySchema,
            Body = (invocation, _) => Task.FromResult(Check(
                invocation,
                [.. invocation.Arguments.GetValue(files)!.Select(invocation.ResolvePath)],
                invocation.Arguments.GetValue(batch) is string path ? invocation.ResolvePath(path) : null)),
        };
        verb.Add(files);
        verb.Add(batch);
        return verb;
    }

    private static Verb BuildInspect()
    {
        Argument<string> file = new("proof") { Description = "A proof of a shard, a leaf or a merge" };
        Verb verb = new("inspect", "Tell what a proof says, without verifying it")
        {
            Examples = [new Example("p2pprover proof inspect proofs/shard-0.json --json", "Its statement as JSON")],
            JsonSchema = InspectSchema,
            Body = (invocation, _) => Task.FromResult(Inspect(invocation, invocation.ResolvePath(invocation.Arguments.GetValue(file)!))),
        };
        verb.Add(file);
        return verb;
    }

    private static ExitCode Prove(Invocation invocation, string path, string? witness, int? shard, string output, CancellationToken cancellation)
    {
        BatchFile file = BatchFile.Read(path);
        if (file.Shape.BlocksPerShard > BatchFile.ProvableBlocksMax || shard < 0 || shard >= file.Commitment.Layout.ShardCount)
        {
            throw new CodedException(ErrorCatalogue.BadArgument, $"the batch has {file.Commitment.Layout.ShardCount} shards, none of them to prove is {shard}");
        }

        BatchExecution execution = file.Replay(witness is null ? file.WitnessPath : invocation.ResolvePath(witness), invocation.Threads);
        cancellation.ThrowIfCancellationRequested();
        invocation.Shell.Note("making the proving key");
        using CpuBackend backend = new(invocation.Threads);
        using ShardProver prover = new(new ShardMachine(file.Shape), Parameters, backend, invocation.Threads);
        List<ProofProveReport.Entry> entries = [];
        foreach (ShardExecution part in execution.Shards.Where(part => shard is null || part.Index == shard))
        {
            cancellation.ThrowIfCancellationRequested();
            entries.Add(ProveOne(invocation, prover, part, execution.Shards.Count, output));
        }

        RollupOptions.Write(invocation.Shell, ProveSchema, new ProofProveReport(path, WireElements.ToHex(prover.VerifyingKey.Digest), entries));
        return ExitCode.Ok;
    }

    private static ProofProveReport.Entry ProveOne(Invocation invocation, ShardProver prover, ShardExecution shard, int count, string output)
    {
        long start = invocation.Time.GetTimestamp();
        byte[] proof = prover.Prove(shard);
        double ms = invocation.Time.GetElapsedTime(start).TotalMilliseconds;
        VerifyResult verdict = prover.Verifier.Verify(shard.Statement, proof);
        if (!verdict.IsValid)
        {
            throw new InvalidOperationException($"The prover's own proof was refused: {verdict}.");
        }

        string file = Path.Combine(output, FormattableString.Invariant($"shard-{shard.Index}.json"));
        ShardProofDocument document = new()
        {
            Schema = ShardProofDocument.SchemaName,
            Parameters = Parameters.Name,
            TreeDepth = shard.Shape.TreeDepth,
            BlocksPerShard = shard.Shape.BlocksPerShard,
            VerifyingKey = WireElements.ToHex(prover.VerifyingKey.Digest),
            Shard = shard.Index,
            PublicValues = WireElements.ToHex(shard.Statement.ToPublicValues()),
            Proof = proof,
        };
        document.Write(file);
        invocation.Shell.Note(FormattableString.Invariant($"shard {shard.Index + 1} of {count}: {shard.Operations.Count} operations, {proof.Length} bytes, {ms:F0} ms"));
        return new ProofProveReport.Entry(shard.Index, file, shard.Operations.Count, proof.Length, long.CreateTruncating(ms));
    }

    private static ExitCode Inspect(Invocation invocation, string path)
    {
        if (BatchProofDocument.IsOne(path))
        {
            return InspectBatchProof(invocation, path);
        }

        ShardProofDocument document = ShardProofDocument.Read(path);
        ShardStatement statement = document.ReadStatement(path);
        RollupOptions.Write(invocation.Shell, InspectSchema, new ProofInspectReport(
            path,
            document.Parameters,
            document.BlocksPerShard,
            document.TreeDepth,
            document.VerifyingKey,
            document.Shard,
            document.Proof.Length,
            WireElements.ToHex(statement.Domain),
            WireElements.ToHex(statement.StateIn),
            WireElements.ToHex(statement.StateOut),
            WireElements.ToHex(statement.DataIn),
            WireElements.ToHex(statement.DataOut),
            WireElements.ToHex(statement.Point),
            WireElements.ToHex(statement.EvaluationIn),
            WireElements.ToHex(statement.EvaluationOut),
            statement.FeesIn.Value,
            statement.FeesOut.Value));
        return ExitCode.Ok;
    }
}
