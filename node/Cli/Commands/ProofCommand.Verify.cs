using P2PProver.Hashing;
using P2PProver.Node.Batches;
using P2PProver.Node.Errors;
using P2PProver.Rollup;
using P2PProver.Stark;

namespace P2PProver.Node.Cli.Commands;

/// <content>Verification.</content>
public sealed partial class ProofCommand
{
    private static ExitCode Check(Invocation invocation, IReadOnlyList<string> files, string? batchPath)
    {
        BatchFile? batch = batchPath is null ? null : BatchFile.Read(batchPath);
        List<Candidate> candidates = [.. files.Select(Load)];
        if (batch is not null)
        {
            CheckBatch(batch, candidates);
        }

        Dictionary<BatchShape, ShardVerifier> verifiers = [];
        List<ProofVerifyReport.Entry> entries = [];
        foreach (Candidate candidate in candidates)
        {
            if (!verifiers.TryGetValue(candidate.Shape, out ShardVerifier? verifier))
            {
                invocation.Shell.Note("making the verifying key");
                verifier = ShardVerifier.Create(new ShardMachine(candidate.Shape), Parameters, invocation.Threads);
                verifiers[candidate.Shape] = verifier;
            }

            entries.Add(Verify(invocation, verifier, candidate));
        }

        bool isWhole = batch is not null && candidates.Select(c => c.Document.Shard).Distinct().Count() == batch.Commitment.Layout.ShardCount;
        RollupOptions.Write(invocation.Shell, VerifySchema, new ProofVerifyReport(batchPath, isWhole, entries));
        return ExitCode.Ok;
    }

    private static Candidate Load(string path)
    {
        ShardProofDocument document = ShardProofDocument.Read(path);
        if (!string.Equals(document.Parameters, Parameters.Name, StringComparison.Ordinal))
        {
            throw new CodedException(ErrorCatalogue.ProofOfAnotherCircuit, $"{path}: the parameter set is {document.Parameters}, not {Parameters.Name}");
        }

        return new Candidate(path, document, document.ReadStatement(path), document.ReadShape(path));
    }

    private static ProofVerifyReport.Entry Verify(Invocation invocation, ShardVerifier verifier, Candidate candidate)
    {
        string key = WireElements.ToHex(verifier.Key.Digest);
        if (!string.Equals(key, candidate.Document.VerifyingKey, StringComparison.Ordinal))
        {
            throw new CodedException(
                ErrorCatalogue.ProofOfAnotherCircuit, $"{candidate.Path}: the verifying key is {candidate.Document.VerifyingKey}, not {key}");
        }

        long start = invocation.Time.GetTimestamp();
        VerifyResult verdict = verifier.Verify(candidate.Statement, candidate.Document.Proof);
        double ms = invocation.Time.GetElapsedTime(start).TotalMilliseconds;
        return verdict.IsValid
            ? new ProofVerifyReport.Entry(candidate.Path, candidate.Document.Shard, WireElements.ToHex(candidate.Statement.StateIn), WireElements.ToHex(candidate.Statement.StateOut), double.Round(ms, 1))
            : throw new CodedException(ErrorCatalogue.ProofInvalid, $"{candidate.Path}: {verdict}");
    }

    /// <summary>Statements must follow from the batch's data, join where shards are neighbours, and begin and end with the batch's roots.</summary>
    private static void CheckBatch(BatchFile batch, List<Candidate> candidates)
    {
        IReadOnlyList<ShardData> expected = ShardData.Of(batch.Domain, batch.Commitment, batch.Operations);
        Dictionary<int, ShardStatement> statements = [];
        Digest8 stateOut = WireElements.TryParse(batch.Document.StateOut, out Digest8 parsed)
            ? parsed
            : throw new CodedException(ErrorCatalogue.BatchMalformed, "stateOut is malformed");
        foreach (Candidate candidate in candidates)
        {
            int shard = candidate.Document.Shard;
            Require(candidate.Shape == batch.Shape, candidate, "its sizes are other ones");
            Require(shard < expected.Count, candidate, $"the batch has {expected.Count} shards");
            Require(expected[shard].Fits(candidate.Statement), candidate, $"its data is not that of shard {shard}");
            Require(shard > 0 || candidate.Statement.StateIn == batch.StateIn, candidate, "it does not begin with the batch's stateIn");
            Require(shard < expected.Count - 1 || candidate.Statement.StateOut == stateOut, candidate, "it does not end with the batch's stateOut");
            statements[shard] = candidate.Statement;
        }

        foreach (Candidate candidate in candidates)
        {
            bool isJoined = !statements.TryGetValue(candidate.Document.Shard - 1, out ShardStatement? before)
                || before.StateOut == candidate.Statement.StateIn;
            Require(isJoined, candidate, "it does not begin where the shard before it ends");
        }

        static void Require(bool condition, Candidate candidate, string message)
        {
            if (!condition)
            {
                throw new CodedException(ErrorCatalogue.ProofOfAnotherBatch, $"{candidate.Path}: {message}");
            }
        }
    }

    private sealed record Candidate(string Path, ShardProofDocument Document, ShardStatement Statement, BatchShape Shape);
}
