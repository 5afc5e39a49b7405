using System.CommandLine;
using P2PProver.Contracts.Mesh;
using P2PProver.Node.Cli;
using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;
using P2PProver.Testnet.Anvil;
using P2PProver.Testnet.Networks;

namespace P2PProver.Testnet.Cli;

/// <summary><c>up</c>: a local chain with the contracts, accounts, a committed batch and its proof.</summary>
public sealed class UpCommand : ICliCommand
{
    private const string Schema = "p2pprover.testnet.up/1";
    private const int AccountsMax = 200;
    private const int TransfersMax = 2000;

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Chain;

    /// <inheritdoc/>
    public Verb Build()
    {
        Option<int> accounts = new("--accounts") { Description = "How many accounts are opened", HelpName = "N", DefaultValueFactory = _ => 12 };
        Option<int> transfers = new("--transfers") { Description = "How many signed transfers the batch has", HelpName = "N", DefaultValueFactory = _ => 300 };
        Option<ulong> seed = new("--seed") { Description = "Determines keys and transfers", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<int> port = new("--port") { Description = "The port of the chain on 127.0.0.1; 0 takes a free one", HelpName = "N" };
        Option<string?> folder = new("--out") { Description = "Write network file, account and batch to this directory; without it, below the data directory", HelpName = "DIR" };
        Option<bool> keep = new("--keep") { Description = "Leave the chain running until Ctrl-C", Arity = ArgumentArity.Zero };
        Verb verb = new("up", "Start a local chain, deploy the contracts, commit a batch of signed transfers and prove it")
        {
            Details =
            [
                "The chain is anvil, from npm; it is fetched into the data directory when it is not there. Everything is written to one directory: net.json is the network file for 'p2pprover ... --network', "
                    + "account.json with password.txt an account with coins, batch/ the committed batch, proofs/ a proof for each position of its tree. The keys are known to everybody: use them on local chains only.",
            ],
            Examples =
            [
                new Example("dotnet run --project testnet -c Release -- up   # p2pprover testnet", "Run through once"),
                new Example("dotnet run --project testnet -c Release -- up --keep --port 8545   # p2pprover testnet", "Leave the chain there for other commands"),
            ],
            JsonSchema = Schema,
            Body = (invocation, cancellation) => RunAsync(
                invocation,
                new Choices(
                    Within(invocation.Arguments.GetValue(accounts), 2, AccountsMax, "--accounts"),
                    Within(invocation.Arguments.GetValue(transfers), 1, TransfersMax, "--transfers"),
                    invocation.Arguments.GetValue(seed),
                    Within(invocation.Arguments.GetValue(port), 0, ushort.MaxValue, "--port"),
                    invocation.Arguments.GetValue(folder) is { } path ? invocation.ResolvePath(path) : Path.Combine(invocation.Settings.Get(KnownSettings.DataDir), "testnet"),
                    invocation.Arguments.GetValue(keep)),
                cancellation),
        };
        foreach (Option option in (Option[])[accounts, transfers, seed, port, folder, keep])
        {
            verb.Add(option);
        }

        return verb;
    }

    private static int Within(int value, int min, int max, string option) => value >= min && value <= max
        ? value
        : throw new CodedException(ErrorCatalogue.BadArgument, $"{option} {value} is not between {min} and {max}");

    private static async Task<ExitCode> RunAsync(Invocation invocation, Choices choices, CancellationToken cancellation)
    {
        string program = await AnvilPackage.EnsureAsync(Path.Combine(invocation.Settings.Get(KnownSettings.DataDir), "tools"), invocation.Shell, invocation.Time, cancellation);
        await using AnvilProcess anvil = await AnvilProcess.StartAsync(program, choices.Port, invocation.Time, cancellation);
        invocation.Shell.Note($"anvil listens on {anvil.Address}");
        if (!MeshDeployer.HasVerifier)
        {
            invocation.Shell.Warn("this version carries no verifier of final proofs: a contract that refuses every proof stands in its place, and the batch cannot settle");
        }

        await using LocalNetwork network = LocalNetwork.On(anvil.Address, choices.Folder, invocation.Shell, invocation.Time);
        UpReport report = await network.RunAsync(choices.Seed, choices.Accounts, choices.Transfers, invocation.Threads, cancellation);
        report = LocalProof.Prove(invocation, report, network.Account, cancellation);
        Write(invocation.Shell, report);
        if (choices.Keep)
        {
            invocation.Shell.Flush();
            invocation.Shell.Note("the chain runs until Ctrl-C");
            await WaitAsync(invocation.Time, cancellation);
        }

        return ExitCode.Ok;
    }

    private static async Task WaitAsync(TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how it ends.
        }
    }

    private static void Write(Shell shell, UpReport report)
    {
        if (shell.IsJson)
        {
            shell.WriteResult(Schema, report);
            return;
        }

        shell.WriteResult($"chain {report.ChainId} at {report.Rpc}, rollup {report.Rollup}, registry {report.Registry}");
        shell.WriteResult($"{report.Accounts} accounts opened with {report.DepositedGwei} gwei in {report.OpeningGas} gas");
        shell.WriteResult($"batch {report.BatchKey}: {report.Operations} operations, {report.Transfers} of them signed transfers, {report.Shards} shards, {report.DataBytes} bytes");
        shell.WriteResult($"committed in block {report.CommitBlock} with {report.CommitGas} gas; bond {report.Bond}, pot {report.Pot} coins; status {report.Status}");
        shell.WriteResult($"proven: {report.Proofs} proofs, the root of {report.RootBytes} bytes in {report.RootProof}, {report.ProveTimeMs} ms in all");
        shell.WriteResult($"files in {report.Folder}");
    }

    private sealed record Choices(int Accounts, int Transfers, ulong Seed, int Port, string Folder, bool Keep);
}
