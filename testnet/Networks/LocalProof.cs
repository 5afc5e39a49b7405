using P2PProver.Crypto;
using P2PProver.Hashing;
using P2PProver.Node.Batches;
using P2PProver.Node.Cli;
using P2PProver.Node.Cli.Commands;
using P2PProver.Recursion;
using P2PProver.Rollup;
using P2PProver.Testnet.Cli;

namespace P2PProver.Testnet.Networks;

/// <summary>The proof of a committed batch: what the rollup stored of the batch is what the root's statement says.</summary>
internal static class LocalProof
{
    /// <summary>Proves the batch in the network's folder and adds to the report what came of it.</summary>
    /// <param name="invocation">The command that asks for it.</param>
    /// <param name="report">The network so far.</param>
    /// <param name="account">Who is to be paid.</param>
    /// <param name="cancellation">Stops between two proofs.</param>
    /// <exception cref="TestnetException">The statement is not that of the batch on chain.</exception>
    public static UpReport Prove(Invocation invocation, UpReport report, Address account, CancellationToken cancellation)
    {
        BatchFile file = BatchFile.Read(Path.Combine(report.Folder, "batch", BatchFile.DocumentName));
        Digest8 key = WireElements.OfHash(Convert.FromHexString(report.BatchKey.AsSpan(2)));
        Payee payee = PayeeText.Parse(account.ToString()) ?? throw new TestnetException($"{account} is no payee");
        ProofProveBatchReport proofs = BatchProving.Prove(invocation, file, null, key, payee, Path.Combine(report.Folder, "proofs"), cancellation);
        ShardStatement statement = Root(proofs.Root);
        Compare("data digest", statement.DataOut, file.Commitment.DataOut);
        Compare("state root", statement.StateOut, WireElements.TryParse(report.StateOut, out Digest8 stateOut) ? stateOut : default);
        if (statement.EvaluationOut != file.Commitment.Evaluation || statement.Point != file.Commitment.Point)
        {
            throw new TestnetException("the proof evaluates other data than the contract did");
        }

        return report with
        {
            Proofs = proofs.Proofs.Count,
            RootProof = proofs.Root,
            RootBytes = proofs.Proofs[^1].ProofBytes,
            ProveTimeMs = proofs.Proofs.Sum(static proof => proof.ShardProveTimeMs + proof.ProveTimeMs),
        };
    }

    private static ShardStatement Root(string path) =>
        ShardFields.Read(BatchProofDocument.Read(path).ReadProof(path).Statement) ?? throw new TestnetException($"{path} says nothing about the rollup");

    private static void Compare(string what, Digest8 proven, Digest8 committed)
    {
        if (proven != committed)
        {
            throw new TestnetException($"the proof's {what} is {WireElements.ToHex(proven)}, the batch's {WireElements.ToHex(committed)}");
        }
    }
}
