using System.CommandLine;
using P2PProver.Hashing;
using P2PProver.Node.Batches;
using P2PProver.Node.Errors;
using P2PProver.Recursion;
using P2PProver.Rollup;

namespace P2PProver.Node.Cli.Commands;

/// <content>A whole batch, proven here.</content>
public sealed partial class ProofCommand
{
    private const string ProveBatchSchema = "p2pprover.proof.prove-batch/1";

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
        Digest8 batch = request.Key is null
            ? WireElements.OfHash(file.Commitment.DataHash.Bytes)
            : WireElements.OfHash(RollupDefaults.ParseDomain(request.Key).Bytes);
        ProofProveBatchReport report = BatchProving.Prove(invocation, file, request.Witness, batch, request.Payee, request.Output, cancellation);
        RollupOptions.Write(invocation.Shell, ProveBatchSchema, report);
        return ExitCode.Ok;
    }

    private sealed record BatchRequest(string Path, string? Witness, Payee Payee, string? Key, string Output);
}
