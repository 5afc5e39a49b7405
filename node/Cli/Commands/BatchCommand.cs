using System.CommandLine;
using P2PProver.Node.Batches;
using P2PProver.Node.Errors;
using P2PProver.Rollup;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover batch build | inspect | replay | commit | show | claim</c></summary>
public sealed partial class BatchCommand : ICliCommand
{
    private const string BuildSchema = "p2pprover.batch.build/1";
    private const string InspectSchema = "p2pprover.batch.inspect/1";
    private const string ReplaySchema = "p2pprover.batch.replay/1";
    private const long StateBytesMax = 1L << 30;
    private const long OperationsBytesMax = 1L << 28;

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Rollup;

    /// <inheritdoc/>
    public Verb Build()
    {
        Verb noun = new("batch", "Build, inspect and execute batches of the rollup")
        {
            Details =
            [
                "A batch is two files: batch.json holds the packed operations, as a contract gets them, with the digests that follow from "
                    + "them; witness.bin holds the signatures and the accounts touched, which is all that is needed to execute it.",
            ],
            Examples =
            [
                new Example("p2pprover batch build work/state.bin work/operations.bin --out work/batch", "Build a batch"),
                new Example("p2pprover batch replay work/batch/batch.json", "Execute it, trusting nobody"),
            ],
        };
        noun.Add(BuildBuild());
        noun.Add(BuildInspect());
        noun.Add(BuildReplay());
        noun.Add(BuildCommit());
        noun.Add(BuildShow());
        noun.Add(BuildClaim());
        return noun;
    }

    private static Verb BuildBuild()
    {
        Argument<string> state = new("state") { Description = "The state before, such as 'rollup import' writes" };
        Argument<string> operations = new("operations") { Description = "Signed operations, one after the other" };
        Option<string> output = new("--out") { Description = "Write batch.json, witness.bin and the state after, state.bin, to this directory", HelpName = "DIR", Required = true };
        Option<string?> domain = RollupOptions.Domain();
        Option<uint> feeAccount = new("--fee-account") { Description = "Credit all fees to the account with this index", HelpName = "INDEX" };
        Option<int> shards = new("--max-shards") { Description = "Take no more operations than fill so many shards", HelpName = "N", DefaultValueFactory = _ => BatchShape.ShardCountMax };
        Option<int> blocks = RollupOptions.BlocksPerShard();
        Verb verb = new("build", "Make a batch of signed operations")
        {
            Details =
            [
                "Takes as many operations from the beginning of the file as fit one batch, executes them, and adds the credit of their fees. "
                    + "Operations that cannot be executed are named and nothing is written: in a batch every operation executes.",
            ],
            Examples = [new Example("p2pprover batch build state.bin operations.bin --out batch --fee-account 7", "Give the fees to account 7")],
            JsonSchema = BuildSchema,
            Body = (invocation, cancellation) => Task.FromResult(Make(
                invocation,
                new Sources(
                    invocation.ResolvePath(invocation.Arguments.GetValue(state)!),
                    invocation.ResolvePath(invocation.Arguments.GetValue(operations)!),
                    invocation.ResolvePath(invocation.Arguments.GetValue(output)!)),
                new Choices(
                    RollupDefaults.ParseDomain(invocation.Arguments.GetValue(domain)),
                    invocation.Arguments.GetValue(feeAccount),
                    invocation.Arguments.GetValue(shards),
                    invocation.Arguments.GetValue(blocks)),
                cancellation)),
        };
        verb.Add(state);
        verb.Add(operations);
        verb.Add(output);
        verb.Add(domain);
        verb.Add(feeAccount);
        verb.Add(shards);
        verb.Add(blocks);
        return verb;
    }

    private static Verb BuildInspect()
    {
        Argument<string> file = new("batch") { Description = "The batch.json" };
        Verb verb = new("inspect", "Tell what a batch holds, after checking its data")
        {
            Details = ["Unpacks the data and compares digests, point and evaluation with the file. It does not execute anything and needs no witness."],
            Examples = [new Example("p2pprover batch inspect batch/batch.json", "Count its operations and shards")],
            JsonSchema = InspectSchema,
            Body = (invocation, _) => Task.FromResult(Inspect(invocation, invocation.ResolvePath(invocation.Arguments.GetValue(file)!))),
        };
        verb.Add(file);
        return verb;
    }

    private static Verb BuildReplay()
    {
        Argument<string> file = new("batch") { Description = "The batch.json" };
        Option<string?> witness = new("--witness") { Description = "The witness, where it is not witness.bin beside the batch", HelpName = "FILE" };
        Verb verb = new("replay", "Execute a batch from its witness and compare with what its file says")
        {
            Details = ["Verifies every signature and every account's path. Nothing but the state root before is taken on trust."],
            Examples = [new Example("p2pprover batch replay batch/batch.json --json", "The roots of every shard, as JSON")],
            JsonSchema = ReplaySchema,
            Body = (invocation, _) => Task.FromResult(Replay(
                invocation, invocation.ResolvePath(invocation.Arguments.GetValue(file)!), invocation.Arguments.GetValue(witness))),
        };
        verb.Add(file);
        verb.Add(witness);
        return verb;
    }

    private static ExitCode Make(Invocation invocation, Sources sources, Choices choices, CancellationToken cancellation)
    {
        AccountTree state = StateSnapshot.Read(InputFile.Read(sources.State, StateBytesMax))
            ?? throw new CodedException(ErrorCatalogue.StateMalformed, $"{sources.State} is not a state");
        IReadOnlyList<SignedOperation> waiting = ReadOperations(sources.Operations);
        BatchShape shape = new(state.Depth, choices.BlocksPerShard);
        int taken = BatchSelection.Fit(waiting, shape, choices.ShardsMax);
        List<SignedOperation> operations = [.. waiting.Take(taken)];
        ulong fees = operations.Aggregate(0UL, (sum, signed) => sum + signed.Operation.Fee.Value);
        if (fees > 0)
        {
            operations.Add(new SignedOperation(Operation.FeeCredit(RollupOptions.Index(choices.FeeAccount), new Gwei(fees)), null));
        }

        invocation.Shell.Note($"executing {operations.Count} operations");
        RollupBatch batch = new(choices.Domain, shape, operations);
        ReplayResult result = BatchReplay.Run(batch, state, invocation.Threads);
        BatchExecution execution = result.Execution ?? throw ReplayFailures.Describe(result);
        cancellation.ThrowIfCancellationRequested();
        byte[] witness = WitnessPackage.Create(batch, state);
        state.Apply(execution.Change);
        BatchDocument document = BatchDocument.Of(batch, execution, witness);
        InputFile.Write(Path.Combine(sources.Output, BatchFile.WitnessName), witness);
        InputFile.Write(Path.Combine(sources.Output, RollupOptions.StateName), StateSnapshot.Write(state));
        document.Write(Path.Combine(sources.Output, BatchFile.DocumentName));
        BatchBuildReport report = new(
            Path.Combine(sources.Output, BatchFile.DocumentName), operations.Count, waiting.Count - taken, execution.Shards.Count,
            execution.Commitment.Data.Length, witness.Length, fees, document.StateIn, document.StateOut);
        RollupOptions.Write(invocation.Shell, BuildSchema, report);
        return ExitCode.Ok;
    }

    private static ExitCode Inspect(Invocation invocation, string path)
    {
        BatchFile file = BatchFile.Read(path);
        BatchInspectReport report = new(
            path,
            file.Operations.Count,
            file.Operations.GroupBy(operation => operation.Kind).OrderBy(group => group.Key)
                .ToDictionary(group => RollupOptions.NameOf(group.Key), group => group.Count(), StringComparer.Ordinal),
            file.Commitment.Layout.ShardCount,
            file.Shape.BlocksPerShard,
            file.Commitment.Data.Length,
            file.Document.Domain,
            file.Document.StateIn,
            file.Document.StateOut,
            file.Document.DataOut,
            file.Document.Point,
            file.Document.Evaluation,
            file.Document.WitnessHash);
        RollupOptions.Write(invocation.Shell, InspectSchema, report);
        return ExitCode.Ok;
    }

    private static ExitCode Replay(Invocation invocation, string path, string? witness)
    {
        BatchFile file = BatchFile.Read(path);
        invocation.Shell.Note($"executing {file.Operations.Count} operations");
        BatchExecution execution = file.Replay(witness is null ? file.WitnessPath : invocation.ResolvePath(witness), invocation.Threads);
        BatchReplayReport report = new(
            path,
            file.Operations.Count,
            file.Document.StateIn,
            file.Document.StateOut,
            [.. execution.Shards.Select(shard => new BatchReplayReport.Entry(
                shard.Index,
                shard.Operations.Count,
                WireElements.ToHex(shard.Statement.StateIn),
                WireElements.ToHex(shard.Statement.StateOut)))]);
        RollupOptions.Write(invocation.Shell, ReplaySchema, report);
        return ExitCode.Ok;
    }

    private static IReadOnlyList<SignedOperation> ReadOperations(string path)
    {
        byte[] content = InputFile.Read(path, OperationsBytesMax);
        PackedFault fault = OperationBytes.TryRead(content, out IReadOnlyList<SignedOperation> operations, out int position, out SignatureFault signature);
        return fault == PackedFault.None
            ? operations
            : throw new CodedException(
                ErrorCatalogue.OperationsMalformed,
                $"{path}: {(signature == SignatureFault.None ? fault.ToString() : $"{fault} ({signature})")} in the operation at byte {position}");
    }

    private sealed record Sources(string State, string Operations, string Output);

    private sealed record Choices(RollupDomain Domain, uint FeeAccount, int ShardsMax, int BlocksPerShard);
}
