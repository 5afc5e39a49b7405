using P2PProver.Hashing;
using P2PProver.Node.Batches;
using P2PProver.Node.Errors;
using P2PProver.Recursion;
using P2PProver.Rollup;
using P2PProver.Stark;

namespace P2PProver.Node.Cli.Commands;

/// <content>Verification.</content>
public sealed partial class ProofCommand
{
    private static ExitCode Check(Invocation invocation, IReadOnlyList<string> files, string? batchPath)
    {
        BatchFile? batch = batchPath is null ? null : BatchFile.Read(batchPath);
        List<Candidate> candidates = [.. files.Where(file => !BatchProofDocument.IsOne(file)).Select(Load)];
        List<BatchCandidate> batchCandidates = [.. files.Where(BatchProofDocument.IsOne).Select(LoadBatchProof)];
        if (batch is not null)
        {
            CheckBatch(batch, candidates, batchCandidates);
        }

        Dictionary<BatchShape, ShardVerifier> verifiers = [];
        ShardVerifier Of(BatchShape shape) => verifiers.TryGetValue(shape, out ShardVerifier? known) ? known : verifiers[shape] = Make(invocation, shape);
        List<ProofVerifyReport.Entry> entries = [.. candidates.Select(candidate => Verify(invocation, Of(candidate.Shape), candidate))];
        foreach (IGrouping<BatchShape, BatchCandidate> sameShape in batchCandidates.GroupBy(candidate => candidate.Shape))
        {
            RecursionVerifier verifier = BatchVerifier(invocation, Of(sameShape.Key));
            entries.AddRange(sameShape.Select(candidate => VerifyBatchProof(invocation, verifier, candidate)));
        }

        bool isWhole = batch is not null && entries.SelectMany(entry => Enumerable.Range(entry.Shard, entry.ShardCount)).Distinct().Count() == batch.Commitment.Layout.ShardCount;
        RollupOptions.Write(invocation.Shell, VerifySchema, new ProofVerifyReport(batchPath, isWhole, entries));
        return ExitCode.Ok;
    }

    private static ShardVerifier Make(Invocation invocation, BatchShape shape)
    {
        invocation.Shell.Note("making the verifying key");
        return ShardVerifier.Create(new ShardMachine(shape), Parameters, invocation.Threads);
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
            ? new ProofVerifyReport.Entry(candidate.Path, candidate.Document.Shard, 1, WireElements.ToHex(candidate.Statement.StateIn), WireElements.ToHex(candidate.Statement.StateOut), double.Round(ms, 1))
            : throw new CodedException(ErrorCatalogue.ProofInvalid, $"{candidate.Path}: {verdict}");
    }

    /// <summary>Statements must follow from the batch's data, join where shards are neighbours, and begin and end with the batch's roots.</summary>
    private static void CheckBatch(BatchFile batch, List<Candidate> candidates, List<BatchCandidate> batchCandidates)
    {
        IReadOnlyList<ShardData> expected = ShardData.Of(batch.Domain, batch.Commitment, batch.Operations);
        Digest8 stateOut = WireElements.TryParse(batch.Document.StateOut, out Digest8 parsed)
            ? parsed
            : throw new CodedException(ErrorCatalogue.BatchMalformed, "stateOut is malformed");
        foreach (Candidate candidate in candidates)
        {
            int shard = candidate.Document.Shard;
            Require(candidate.Shape == batch.Shape, candidate.Path, "its sizes are other ones");
            Require(shard < expected.Count, candidate.Path, $"the batch has {expected.Count} shards");
            Require(expected[shard].Fits(candidate.Statement), candidate.Path, $"its data is not that of shard {shard}");
            Require(shard > 0 || candidate.Statement.StateIn == batch.StateIn, candidate.Path, "it does not begin with the batch's stateIn");
            Require(shard < expected.Count - 1 || candidate.Statement.StateOut == stateOut, candidate.Path, "it does not end with the batch's stateOut");
        }

        foreach (BatchCandidate candidate in batchCandidates)
        {
            CheckBatchProof(batch, expected, stateOut, candidate);
        }

        CheckJoints(
        [
            .. candidates.Select(candidate => new Piece(candidate.Path, candidate.Document.Shard, candidate.Document.Shard + 1, candidate.Statement)),
            .. batchCandidates.Select(candidate => new Piece(
                candidate.Path,
                candidate.Proof.Statement.FirstShard,
                candidate.Proof.Statement.FirstShard + candidate.Proof.Statement.ShardCount,
                candidate.Rollup)),
        ]);
    }

    private static void CheckJoints(List<Piece> pieces)
    {
        foreach (Piece piece in pieces)
        {
            bool isJoined = pieces.TrueForAll(before => before.End != piece.First || before.Statement.StateOut == piece.Statement.StateIn);
            Require(isJoined, piece.Path, "it does not begin where the shard before it ends");
        }
    }

    private static void Require(bool condition, string path, string message)
    {
        if (!condition)
        {
            throw new CodedException(ErrorCatalogue.ProofOfAnotherBatch, $"{path}: {message}");
        }
    }

    private sealed record Piece(string Path, int First, int End, ShardStatement Statement);

    private sealed record Candidate(string Path, ShardProofDocument Document, ShardStatement Statement, BatchShape Shape);
}
