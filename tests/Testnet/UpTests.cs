using System.Net.Sockets;
using System.Text.Json;
using P2PProver.Node.Cli;
using P2PProver.Node.Configuration;
using P2PProver.Node.Diagnostics;
using P2PProver.Node.Errors;
using P2PProver.Testing;
using P2PProver.Testnet.Cli;
using Xunit.Abstractions;

namespace P2PProver.Testnet.Tests;

/// <summary>The whole of <c>up</c>: fetches anvil, deploys, opens accounts, commits a batch of signed transfers and proves it.</summary>
public sealed class UpTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("p2pprover-testnet-").FullName;

    [TierFact(TestTier.Full)]
    public async Task Up_OnAFreshMachine_CommitsAndProvesABatchOfSignedTransfersAndEndsTheChain()
    {
        (ExitCode exit, string result, string error) = await RunAsync("up", "--json", "--data-dir", _folder, "--accounts", "5", "--transfers", "8", "--seed", "3");

        output.WriteLine(error);
        exit.ShouldBe(ExitCode.Ok, error);
        JsonElement report = JsonDocument.Parse(result).RootElement;
        output.WriteLine(report.ToString());
        report.GetProperty("schema").GetString().ShouldBe("p2pprover.testnet.up/1");
        report.GetProperty("status").GetString().ShouldBe("Committed");
        report.GetProperty("accounts").GetInt32().ShouldBe(5);
        report.GetProperty("transfers").GetInt32().ShouldBe(8);
        report.GetProperty("operations").GetInt32().ShouldBe(5 + 8 + 1);
        report.GetProperty("proofs").GetInt32().ShouldBe(1);
        report.GetProperty("rootBytes").GetInt32().ShouldBeGreaterThan(100_000);
        File.Exists(report.GetProperty("rootProof").GetString()).ShouldBeTrue();
        string folder = report.GetProperty("folder").GetString()!;
        foreach (string file in (string[])["net.json", "account.json", "password.txt", "batch/batch.json", "batch/witness.bin", "batch/state.bin"])
        {
            File.Exists(Path.Combine(folder, file)).ShouldBeTrue(file);
        }

        using TcpClient probe = new();
        Uri rpc = new(report.GetProperty("rpc").GetString()!);
        await Should.ThrowAsync<SocketException>(() => probe.ConnectAsync(rpc.Host, rpc.Port));
    }

    [Theory]
    [InlineData("--accounts", "1")]
    [InlineData("--transfers", "0")]
    [InlineData("--port", "70000")]
    public async Task Up_ArgumentOutOfRange_IsAUsageError(params string[] words)
    {
        (ExitCode exit, string result, string error) = await RunAsync(["up", "--data-dir", _folder, .. words]);

        exit.ShouldBe(ExitCode.Usage);
        result.ShouldBeEmpty();
        error.ShouldContain("PP-CLI-005");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(ExitCode Exit, string Output, string Error)> RunAsync(params string[] words)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        ProcessEnvironment environment = new(new Dictionary<string, string>(StringComparer.Ordinal), Path.GetTempPath(), Path.GetTempPath());
        Shell shell = new(new ShellChannel(output, false, 100), new ShellChannel(error, false, 100), environment);
        CliServices services = new(shell, environment, TimeProvider.System, new Host(TimeProvider.System), BuildInfo.OfThisProgram());
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(10), TimeProvider.System);
        ExitCode exit = await new CommandLineApp(services, [new UpCommand()]).RunAsync(words, limit.Token);
        return (exit, output.ToString(), error.ToString());
    }
}
