using System.Diagnostics;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Contracts.Rpc;
using P2PProver.Crypto;
using P2PProver.Fields;
using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Contracts.Client.Tests.Transactions;

/// <summary>Processes that are killed between any two steps, and others that go on from their journals.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int StepMax = 14;
    private const int KillsMax = 6;
    private static readonly TimeSpan ChildLimit = TimeSpan.FromMinutes(2);

    [TierTheory(TestTier.Full)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Sender_KilledAtRandomSteps_SendsEveryRequestOnce(ulong seed)
    {
        await using LocalChain chain = await LocalChain.StartAsync("--block-time", "0.2");
        using ScratchFolder folder = new();
        using Secp256k1PrivateKey key = LocalChain.Key(0);
        Prng prng = new(seed);
        int kills = 0;
        for (int run = 0; ; run++)
        {
            int step = run < KillsMax ? prng.NextInt(1, StepMax) : 0;
            output.WriteLine($"seed {seed}, run {run}: killed at step {step} of this run");
            int exit = await RunAsync(chain, folder["journal"], step);
            if (exit == MortalSender.Finished)
            {
                break;
            }

            exit.ShouldBeGreaterThan(128, $"seed {seed}: the child was to be killed by a signal");
            run.ShouldBeLessThan(KillsMax, $"seed {seed}");
            kills++;
        }

        kills.ShouldBeGreaterThan(0);
        for (int i = 0; i < MortalSender.Requests; i++)
        {
            RpcResult<Wei> balance = await chain.Client.BalanceAsync(MortalSender.Recipient(i), BlockTag.Latest, CancellationToken.None);
            balance.Value.ShouldBe(Wei.Gwei * (ulong)(i + 1), $"seed {seed}: request {i}");
        }

        RpcResult<ulong> nonce = await chain.Client.NonceAsync(Address.Of(key.PublicKey), BlockTag.Latest, CancellationToken.None);
        nonce.Value.ShouldBe((ulong)MortalSender.Requests, $"seed {seed}");
    }

    private static async Task<int> RunAsync(LocalChain chain, string journal, int step)
    {
        using Process child = Process.Start(MortalSender.Describe(chain.Address, journal, step))!;
        try
        {
            using CancellationTokenSource limit = new(ChildLimit, TimeProvider.System);
            await child.WaitForExitAsync(limit.Token);
            return child.ExitCode;
        }
        finally
        {
            child.Kill(entireProcessTree: true);
        }
    }
}
