using System.CommandLine;
using System.Text.Json.Nodes;
using P2PProver.Contracts;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Mesh;
using P2PProver.Node.Batches;
using P2PProver.Node.Chain;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover batch commit | show | claim</c>: batches on chain.</summary>
public sealed partial class BatchCommand
{
    private const string CommitSchema = "p2pprover.batch.commit/1";
    private const string ShowSchema = "p2pprover.batch.show/1";
    private const string ClaimSchema = "p2pprover.batch.claim/1";
    private const string Latest = "latest";

    private static Verb BuildCommit()
    {
        ChainOptions options = new();
        Argument<string> file = new("batch") { Description = "The batch.json" };
        Option<string> pot = new("--pot") { Description = "What the proof earns", HelpName = "COINS", Required = true };
        Verb verb = new("commit", "Commit a batch on chain, with bond and escrow")
        {
            Details = ["The coins sent are the bond and four ramps of the pot with the largest refund; what is not earned comes back. The batch must build on the newest committed one and contain what the queue has due."],
            Examples = [new Example("p2pprover batch commit batch/batch.json --network net.json --account key.json --password-file pw --pot 0.1 --dry-run", "What it would cost")],
            JsonSchema = CommitSchema,
            Body = (invocation, cancellation) => CommitAsync(
                invocation, options, invocation.ResolvePath(invocation.Arguments.GetValue(file)!), ChainValues.Coins(invocation.Arguments.GetValue(pot)!, "--pot"), cancellation),
        };
        verb.Add(file);
        options.AddForSending(verb);
        verb.Add(pot);
        return verb;
    }

    private static Verb BuildShow()
    {
        ChainOptions options = new();
        Argument<string> key = new("key") { Description = "The batch's key, or 'latest'", DefaultValueFactory = _ => Latest };
        Verb verb = new("show", "Show a committed batch: status, clock, rewards and claims")
        {
            Examples = [new Example("p2pprover batch show latest --network net.json", "The newest batch")],
            JsonSchema = ShowSchema,
            Body = (invocation, cancellation) => ShowAsync(invocation, options, invocation.Arguments.GetValue(key)!, cancellation),
        };
        verb.Add(key);
        options.AddForReading(verb);
        return verb;
    }

    private static Verb BuildClaim()
    {
        ChainOptions options = new();
        Argument<string> key = new("key") { Description = "The batch's key, or 'latest'" };
        Option<int> level = new("--level") { Description = "The level of the positions, 0 for the leaves", HelpName = "N" };
        Option<int[]> positions = new("--positions") { Description = "The positions to claim", HelpName = "N", Required = true, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
        Verb verb = new("claim", "Claim positions of a batch on chain, after showing what missing them costs")
        {
            Details = ["Only for contested batches: while nobody else claims, proving needs no claim on chain. A claim is missed if its turn ends before the batch settles with another payee in the position; then its bond is lost."],
            Examples = [new Example("p2pprover batch claim latest --level 0 --positions 0 1 --network net.json --account key.json --password-file pw --dry-run", "What it could cost")],
            JsonSchema = ClaimSchema,
            Body = (invocation, cancellation) => ClaimAsync(
                invocation, options, invocation.Arguments.GetValue(key)!, invocation.Arguments.GetValue(level), invocation.Arguments.GetValue(positions)!, cancellation),
        };
        verb.Add(key);
        options.AddForSending(verb);
        verb.Add(level);
        verb.Add(positions);
        return verb;
    }

    private static async Task<ExitCode> CommitAsync(Invocation invocation, ChainOptions options, string path, Wei pot, CancellationToken cancellation)
    {
        BatchFile file = BatchFile.Read(path);
        await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
        Hash32 domain = (await session.Rollup.DomainAsync(cancellation)).Require("reading the rollup's domain");
        if (domain.ToString() != file.Document.Domain)
        {
            throw new CodedException(ErrorCatalogue.BatchMismatch, $"{path} is of the domain {file.Document.Domain}, the rollup's is {domain}");
        }

        Hash32 tip = (await session.Rollup.TipAsync(cancellation)).Require("reading the newest batch");
        Wei bond = (await session.Rollup.RequiredBondAsync(cancellation)).Require("reading the bond");
        Wei escrow = (await session.Rollup.EscrowForAsync(pot, cancellation)).Require("reading the escrow");
        BatchInput input = new(tip, ChainValues.Hash(file.Document.DataOut, "dataOut"), ChainValues.Hash(file.Document.WitnessHash, "witnessHash"), pot, file.Commitment.Data);
        invocation.Shell.Note($"bond {bond}, escrow {escrow} coins");
        SendPlan plan = new(CommitSchema, "the commit of the batch", session.Rollup.CommitBatch(input, bond + escrow), receipt => new JsonObject
        {
            ["key"] = MeshLogs.Find<MeshEvent.BatchCommitted>(receipt, session.Rollup.Address)?.Batch.Key.ToString(),
            ["bond"] = bond.ToString(),
            ["escrow"] = escrow.ToString(),
            ["dataBytes"] = file.Commitment.Data.Length,
        });
        return await ChainSender.RunAsync(invocation, options, session.Chain, plan, cancellation);
    }

    private static async Task<MeshEvent.BatchCommitted> FindAsync(ChainSession session, string key, CancellationToken cancellation)
    {
        IReadOnlyList<(LogEntry Log, MeshEvent Event)> events = await MeshLogs.ReadAsync(session, ["BatchCommitted"], cancellation);
        IEnumerable<MeshEvent.BatchCommitted> batches = events.Select(static e => e.Event).OfType<MeshEvent.BatchCommitted>();
        MeshEvent.BatchCommitted? found = key == Latest ? batches.LastOrDefault() : batches.FirstOrDefault(b => b.Batch.Key == ChainValues.Hash(key, "key"));
        return found ?? throw new CodedException(ErrorCatalogue.BatchUnknown, key == Latest ? "no batch has been committed" : $"no batch {key} has been committed");
    }

    private static async Task<ExitCode> ShowAsync(Invocation invocation, ChainOptions options, string key, CancellationToken cancellation)
    {
        await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
        MeshEvent.BatchCommitted committed = await FindAsync(session, key, cancellation);
        BatchRecord batch = committed.Batch;
        BatchStatus status = (await session.Rollup.StatusOfAsync(batch, cancellation)).Require("reading the batch's status");
        ulong opensAt = (await session.Rollup.OpensAtAsync(batch, cancellation)).Require("reading the batch's clock");
        Rewards rewards = (await session.Rollup.RewardsNowAsync(batch, cancellation)).Require("reading the rewards");
        CommittedClaim[] claims = (await session.Rollup.ClaimsOfAsync(batch.Key, cancellation)).Require("reading the claims");
        RollupOptions.Write(invocation.Shell, ShowSchema, new BatchShowReport(
            batch.Key.ToString(), batch.Index, batch.Parent.ToString(), status.ToString(), batch.Sequencer.ToString(), batch.ShardCount, batch.PayoutCount,
            batch.QueueHeadAfter - batch.QueueHeadBefore, batch.Pot.ToString(), batch.Bond.ToString(), batch.CommitBlock, batch.CommitTime, opensAt,
            rewards.Leaf.ToString(), rewards.Merge.ToString(), rewards.Finaliser.ToString(), committed.DataHash.ToString(), committed.WitnessHash.ToString(),
            [.. claims.Select(static c => new BatchShowReport.Claim(c.Node.ToString(), c.Level, c.Positions, c.AgeSeconds))]));
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> ClaimAsync(Invocation invocation, ChainOptions options, string key, int level, int[] positions, CancellationToken cancellation)
    {
        if (level is < 0 or > 6 || positions.Any(static p => p is < 0 or > 63))
        {
            throw new CodedException(ErrorCatalogue.BadArgument, "--level is between 0 and 6, and --positions are between 0 and 63");
        }

        await using ChainSession session = await ChainSession.OpenAsync(invocation, options, cancellation);
        BatchRecord batch = (await FindAsync(session, key, cancellation)).Batch;
        ulong bits = positions.Aggregate(0UL, static (sum, p) => sum | (1UL << p));
        Wei each = (await session.Rollup.ClaimBondAsync(batch, (byte)level, cancellation)).Require("reading the bond of a claim");
        Wei all = each * (ulong)System.Numerics.BitOperations.PopCount(bits);
        invocation.Shell.Warn($"a missed claim costs {each} coins for each position, {all} in all: half of it to who delivers, half burned");
        SendPlan plan = new(ClaimSchema, "the claim", session.Rollup.CommitClaims(batch, (byte)level, bits), _ => new JsonObject
        {
            ["key"] = batch.Key.ToString(),
            ["positions"] = System.Numerics.BitOperations.PopCount(bits),
            ["lossIfMissed"] = all.ToString(),
        });
        return await ChainSender.RunAsync(invocation, options, session.Chain, plan, cancellation);
    }
}
