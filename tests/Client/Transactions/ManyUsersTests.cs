using System.Globalization;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions;
using P2PProver.Crypto;
using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Contracts.Client.Tests.Transactions;

/// <summary>Four users, one manager, and two bad ways to the chain.</summary>
public sealed class ManyUsersTests(ITestOutputHelper output)
{
    private const int Users = 4;
    private static readonly FaultRates Bad = new() { ResetBefore = 0.03, ResetAfter = 0.03, Limit = 0.04, Delay = 0.05, Stale = 0.10 };

    [TierTheory(TestTier.Full)]
    [InlineData(1000, 20261128)]
    public Task Transactions_ThroughBadEndpoints_AreMinedOnceEach(int count, ulong seed) => RunAsync(count, seed);

    [Fact]
    public Task Transactions_AFewThroughBadEndpoints_AreMinedOnceEach() => RunAsync(40, 7);

    private async Task RunAsync(int count, ulong seed)
    {
        await using LocalChain chain = await LocalChain.StartAsync("--block-time", "0.25");
        await using FaultProxy first = new(chain.Address, seed, Bad);
        await using FaultProxy second = new(chain.Address, seed + 1, Bad with { RetryAfter = true });
        using HttpMessageInvoker http = new(new SocketsHttpHandler());
        RpcOptions patience = new() { AttemptDeadline = TimeSpan.FromSeconds(5), BackoffFirst = TimeSpan.FromMilliseconds(10), BackoffMax = TimeSpan.FromMilliseconds(250) };
        await using RpcPool pool = new([new HttpRpcTransport(http, first.Address), new HttpRpcTransport(http, second.Address)], patience, TimeProvider.System);
        using ScratchFolder folder = new();
        using Secp256k1PrivateKey key = LocalChain.Key(0);
        TransactionOptions options = new() { PollInterval = TimeSpan.FromMilliseconds(150), InFlightMax = 64, RetryAfter = TimeSpan.FromMilliseconds(100), RebroadcastAfter = TimeSpan.FromSeconds(3) };
        ManagerOpening opening = await TransactionManager.OpenAsync(new ChainClient(pool), key, folder["journal"], options, TimeProvider.System, CancellationToken.None);
        await using TransactionManager manager = opening.Manager.ShouldNotBeNull();

        TransactionOutcome[][] outcomes = await Task.WhenAll(Enumerable.Range(0, Users).Select(user => UserAsync(manager, user, count / Users)));

        output.WriteLine($"seed {seed}; first: {string.Join(", ", first.Counts)}; second: {string.Join(", ", second.Counts)}");
        outcomes.SelectMany(static o => o).Where(static o => !o.IsSuccess).Select(static o => o.ToString()).ShouldBeEmpty($"seed {seed}");
        outcomes.SelectMany(static o => o).Select(static o => o.Transaction).Distinct().Count().ShouldBe(count);
        (await chain.Client.NonceAsync(manager.Account, BlockTag.Latest, CancellationToken.None)).Value.ShouldBe((ulong)count, $"seed {seed}");
        for (int user = 0; user < Users; user++)
        {
            Wei balance = (await chain.Client.BalanceAsync(Recipient(user), BlockTag.Latest, CancellationToken.None)).Value;
            balance.ShouldBe(Wei.Gwei * (ulong)(count / Users), $"seed {seed}: user {user}");
        }

        manager.Pending.ShouldBeEmpty();
    }

    // Eight requests of a user are under way at a time; each sends one gwei.
    private static async Task<TransactionOutcome[]> UserAsync(TransactionManager manager, int user, int count)
    {
        List<TransactionOutcome> outcomes = [];
        foreach (int[] group in Enumerable.Range(0, count).Chunk(25))
        {
            outcomes.AddRange(await Task.WhenAll(group.Select(i => manager.SendAsync(
                new TransactionRequest(string.Create(CultureInfo.InvariantCulture, $"{user}/{i}"), Recipient(user), Wei.Gwei, default) { GasLimit = 21_000 }, CancellationToken.None))));
        }

        return [.. outcomes];
    }

    private static Address Recipient(int user) => MortalSender.Recipient(200 + user);
}
