using P2PProver.Hashing;
using P2PProver.Node.Batches;
using P2PProver.Node.Errors;
using P2PProver.Recursion;
using P2PProver.Rollup;
using P2PProver.Stark;

namespace P2PProver.Node.Cli.Commands;

/// <content>Verification and inspection of proofs of Leaf and Merge.</content>
public sealed partial class ProofCommand
{
    private const string InspectBatchSchema = "p2pprover.proof.inspect-batch/1";

    private static BatchCandidate LoadBatchProof(string path)
    {
        BatchProofDocument document = BatchProofDocument.Read(path);
        if (!string.Equals(document.Parameters, Parameters.Name, StringComparison.Ordinal))
        {
            throw new CodedException(ErrorCatalogue.ProofOfAnotherCircuit, $"{path}: the parameter set is {document.Parameters}, not {Parameters.Name}");
        }

        RecursionProof proof = document.ReadProof(path);
        ShardStatement rollup = ShardFields.Read(proof.Statement)
            ?? throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path}: the statement's fees are no amounts");
        return new BatchCandidate(path, document.ReadShape(path), proof, rollup);
    }

    private static ProofVerifyReport.Entry VerifyBatchProof(Invocation invocation, RecursionVerifier verifier, BatchCandidate candidate)
    {
        Statement statement = candidate.Proof.Statement;
        if (statement.Allowed != verifier.Allowed)
        {
            throw new CodedException(
                ErrorCatalogue.ProofOfAnotherCircuit,
                $"{candidate.Path}: allowed is {WireElements.ToHex(statement.Allowed)}, not {WireElements.ToHex(verifier.Allowed)}");
        }

        long start = invocation.Time.GetTimestamp();
        VerifyResult verdict = verifier.Verify(statement, candidate.Proof.Bytes.Span);
        double ms = invocation.Time.GetElapsedTime(start).TotalMilliseconds;
        return verdict.IsValid
            ? new ProofVerifyReport.Entry(
                candidate.Path,
                statement.FirstShard,
                statement.ShardCount,
                WireElements.ToHex(candidate.Rollup.StateIn),
                WireElements.ToHex(candidate.Rollup.StateOut),
                double.Round(ms, 1))
            : throw new CodedException(ErrorCatalogue.ProofInvalid, $"{candidate.Path}: {verdict}");
    }

    private static RecursionVerifier BatchVerifier(Invocation invocation, ShardVerifier shards) => BatchProving.CacheOf(invocation).LoadOrCreate(
        shards.Key, ShardFields.Layout, Parameters, invocation.Threads, new StepNotes(invocation.Shell));

    /// <summary>The statement must be that of a run of the batch's shards, and begin and end with the batch's roots where the run does.</summary>
    private static void CheckBatchProof(BatchFile batch, IReadOnlyList<ShardData> expected, Digest8 stateOut, BatchCandidate candidate)
    {
        Statement statement = candidate.Proof.Statement;
        int end = statement.FirstShard + statement.ShardCount;
        Require(candidate.Shape == batch.Shape, candidate.Path, "its sizes are other ones");
        Require(end <= expected.Count, candidate.Path, $"the batch has {expected.Count} shards");
        ShardData first = expected[statement.FirstShard];
        ShardData run = expected[end - 1] with { DataIn = first.DataIn, EvaluationIn = first.EvaluationIn, FeesIn = first.FeesIn };
        Require(run.Fits(candidate.Rollup), candidate.Path, $"its data is not that of shards {statement.FirstShard} to {end - 1}");
        Require(statement.FirstShard > 0 || candidate.Rollup.StateIn == batch.StateIn, candidate.Path, "it does not begin with the batch's stateIn");
        Require(end < expected.Count || candidate.Rollup.StateOut == stateOut, candidate.Path, "it does not end with the batch's stateOut");
    }

    private static ExitCode InspectBatchProof(Invocation invocation, string path)
    {
        BatchProofDocument document = BatchProofDocument.Read(path);
        Statement statement = document.ReadProof(path).Statement;
        SortedDictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (StatementField field in ShardFields.Layout.Fields)
        {
            string name = char.ToLowerInvariant(field.Name[0]) + field.Name[1..];
            fields[name] = WireElements.ToHex(statement.Values.Slice(field.Offset, field.Width));
        }

        RollupOptions.Write(invocation.Shell, InspectBatchSchema, new ProofInspectBatchReport(
            path,
            document.Parameters,
            document.BlocksPerShard,
            document.TreeDepth,
            statement.ShardCount == 1 ? "leaf" : "merge",
            statement.FirstShard,
            statement.ShardCount,
            document.Proof.Length,
            document.Payees,
            fields));
        return ExitCode.Ok;
    }

    private sealed record BatchCandidate(string Path, BatchShape Shape, RecursionProof Proof, ShardStatement Rollup);
}
