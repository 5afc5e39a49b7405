using System.Text.Json;
using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions;
using P2PProver.Contracts.Transactions.Journal;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Client.Tests.Transactions;

/// <summary>One manager against a local chain: names, prices, reverts, foreign nonces, reorganisations.</summary>
public sealed class ManagerTests : IDisposable
{
    private const string ErrorAbi = """[{"type":"error","name":"TooSmall","inputs":[{"name":"value","type":"uint256"}]}]""";
    private static readonly Address Reverter = MortalSender.Recipient(250);
    private readonly ScratchFolder _folder = new();
    private readonly Secp256k1PrivateKey _key = LocalChain.Key(0);

    private static TransactionOptions Options => new() { PollInterval = TimeSpan.FromMilliseconds(50), RetryAfter = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public async Task Request_SentAgainWithItsName_IsNotCarriedOutTwice()
    {
        await using LocalChain chain = await LocalChain.StartAsync();
        TransactionRequest request = new("once", MortalSender.Recipient(1), Wei.Gwei, default);
        Hash32? first;
        await using (TransactionManager manager = await OpenAsync(chain, Options))
        {
            TransactionOutcome[] both = await Task.WhenAll(manager.SendAsync(request, CancellationToken.None), manager.SendAsync(request, CancellationToken.None));
            both.ShouldAllBe(static o => o.IsSuccess);
            both[0].Transaction.ShouldBe(both[1].Transaction);
            first = both[0].Transaction;
            (await manager.SendAsync(request with { Value = Wei.Coin }, CancellationToken.None)).Status.ShouldBe(TransactionStatus.IdConflict);
            (await manager.SendAsync(request with { Id = new string('x', 200) }, CancellationToken.None)).Status.ShouldBe(TransactionStatus.TooLarge);
        }

        await using TransactionManager later = await OpenAsync(chain, Options);
        (await later.SendAsync(request, CancellationToken.None)).Transaction.ShouldBe(first);
        (await BalanceAsync(chain, 1)).ShouldBe(Wei.Gwei);
    }

    [Fact]
    public async Task Request_ThatWouldRevert_CostsNothingAndNamesTheError()
    {
        await using LocalChain chain = await LocalChain.StartAsync();
        await PutReverterAsync(chain);
        await using TransactionManager manager = await OpenAsync(chain, Options with { Contracts = [Abi(ErrorAbi)] });

        TransactionOutcome dry = await manager.SendAsync(new TransactionRequest("dry", Reverter, Wei.Zero, default), CancellationToken.None);
        TransactionOutcome paid = await manager.SendAsync(new TransactionRequest("paid", Reverter, Wei.Zero, default) { GasLimit = 100_000 }, CancellationToken.None);

        dry.Status.ShouldBe(TransactionStatus.WouldRevert);
        dry.Reason.ShouldBe(new RevertReason("TooSmall", "value = 7"));
        paid.Status.ShouldBe(TransactionStatus.Reverted);
        paid.Reason.ShouldBe(new RevertReason("TooSmall", "value = 7"));
        (await chain.Client.NonceAsync(manager.Account, BlockTag.Latest, CancellationToken.None)).Value.ShouldBe(1UL);
    }

    [Fact]
    public async Task Transaction_ThatWaitsTooLong_OffersMoreOnTheSameNonce()
    {
        await using LocalChain chain = await LocalChain.StartAsync("--no-mining");
        TransactionOptions options = Options with { RebroadcastAfter = TimeSpan.FromMilliseconds(200), BumpAfter = TimeSpan.FromMilliseconds(200) };
        await using TransactionManager manager = await OpenAsync(chain, options);
        Task<TransactionOutcome> sending = manager.SendAsync(new TransactionRequest("slow", MortalSender.Recipient(1), Wei.Gwei, default), CancellationToken.None);

        FeeQuote first = (await WaitAsync(manager, static p => p.Attempts == 1, "the first attempt")).Fees!;
        FeeQuote third = (await WaitAsync(manager, static p => p.Attempts >= 3, "the third attempt")).Fees!;
        await MineUntilAsync(chain, () => Task.FromResult(sending.IsCompleted));
        TransactionOutcome outcome = await sending;

        outcome.IsSuccess.ShouldBeTrue();
        third.MaxFee.Value.ShouldBeGreaterThan(first.MaxFee.Value * 12 / 10);
        (await BalanceAsync(chain, 1)).ShouldBe(Wei.Gwei);
        (await chain.Client.NonceAsync(manager.Account, BlockTag.Latest, CancellationToken.None)).Value.ShouldBe(1UL);
    }

    [Fact]
    public async Task Transaction_AtTheFeeCap_SaysSoAndIsMinedWhenFeesFall()
    {
        await using LocalChain chain = await LocalChain.StartAsync("--no-mining", "--base-fee", "1000000000");
        TransactionOptions options = Options with { RebroadcastAfter = TimeSpan.FromMilliseconds(200), BumpAfter = TimeSpan.FromMilliseconds(200), FeeCap = Wei.Gwei * 3 };
        await using TransactionManager manager = await OpenAsync(chain, options);
        Task<TransactionOutcome> sending = manager.SendAsync(new TransactionRequest("capped", MortalSender.Recipient(1), Wei.Gwei, default), CancellationToken.None);

        PendingTransaction pending = await WaitAsync(manager, static p => p.Problem.Contains("fee cap", StringComparison.Ordinal), "the fee cap");
        pending.Fees!.MaxFee.ShouldBeLessThanOrEqualTo(Wei.Gwei * 3);
        await MineUntilAsync(chain, () => Task.FromResult(sending.IsCompleted));
        (await sending).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Nonce_UsedElsewhere_IsNoticedOnlyWhenItIsDeep()
    {
        await using LocalChain chain = await LocalChain.StartAsync("--no-mining");
        await using TransactionManager manager = await OpenAsync(chain, Options with { TakenDepth = 5 });
        Task<TransactionOutcome> sending = manager.SendAsync(new TransactionRequest("taken", MortalSender.Recipient(1), Wei.Gwei, default), CancellationToken.None);
        await WaitAsync(manager, static p => p.Attempts == 1, "the first attempt");

        Eip1559Transaction foreign = new(31337, 0, new FeeQuote(Wei.Gwei * 400, Wei.Gwei * 100), 21_000, MortalSender.Recipient(2), Wei.Gwei, default);
        (await chain.Client.SendRawAsync(foreign.Sign(_key).Raw, CancellationToken.None)).IsSuccess.ShouldBeTrue();
        await chain.CallAsync("anvil_mine", "0x4");
        sending.IsCompleted.ShouldBeFalse();
        await chain.CallAsync("anvil_mine", "0x4");

        (await sending).Status.ShouldBe(TransactionStatus.NonceTaken);
        (await BalanceAsync(chain, 1)).ShouldBe(Wei.Zero);
        Task<TransactionOutcome> next = manager.SendAsync(new TransactionRequest("next", MortalSender.Recipient(1), Wei.Gwei, default), CancellationToken.None);
        await MineUntilAsync(chain, () => Task.FromResult(next.IsCompleted));
        (await next).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Transaction_TakenBackByAReorganisation_IsMinedAgain()
    {
        await using LocalChain chain = await LocalChain.StartAsync("--no-mining");
        await chain.CallAsync("anvil_mine", "0x8");
        await using TransactionManager manager = await OpenAsync(chain, Options with { Confirmations = 4, RebroadcastAfter = TimeSpan.FromMilliseconds(200) });
        Task<TransactionOutcome> sending = manager.SendAsync(new TransactionRequest("again", MortalSender.Recipient(1), Wei.Gwei, default), CancellationToken.None);
        await MineUntilAsync(chain, async () => await BalanceAsync(chain, 1) == Wei.Gwei);

        await chain.CallAsync("anvil_reorg", 2, new System.Text.Json.Nodes.JsonArray());
        (await BalanceAsync(chain, 1)).ShouldBe(Wei.Zero, "the reorganisation left the transaction out");
        sending.IsCompleted.ShouldBeFalse();
        await MineUntilAsync(chain, () => Task.FromResult(sending.IsCompleted));
        (await sending).IsSuccess.ShouldBeTrue();
        (await BalanceAsync(chain, 1)).ShouldBe(Wei.Gwei);
    }

    [Fact]
    public async Task Manager_ClosedBeforeTheBlock_GoesOnWhenItIsOpenedAgain()
    {
        await using LocalChain chain = await LocalChain.StartAsync("--no-mining");
        TransactionRequest request = new("later", MortalSender.Recipient(1), Wei.Gwei, default);
        Task<TransactionOutcome> sending;
        await using (TransactionManager manager = await OpenAsync(chain, Options))
        {
            sending = manager.SendAsync(request, CancellationToken.None);
            await WaitAsync(manager, static p => p.Attempts == 1, "the first attempt");
            ManagerOpening second = await TransactionManager.OpenAsync(chain.Client, _key, _folder["journal"], Options, TimeProvider.System, CancellationToken.None);
            second.Fault.ShouldBe(JournalFault.InUse, "two managers would share a nonce");
        }

        (await sending).Status.ShouldBe(TransactionStatus.Stopped);
        await using TransactionManager later = await OpenAsync(chain, Options);
        later.Pending.Single().Id.ShouldBe("later");
        Task<TransactionOutcome> again = later.SendAsync(request, CancellationToken.None);
        await MineUntilAsync(chain, () => Task.FromResult(again.IsCompleted));
        (await again).IsSuccess.ShouldBeTrue();
        (await BalanceAsync(chain, 1)).ShouldBe(Wei.Gwei);
    }

    [Fact]
    public async Task Manager_ChainUnreachable_IsAValue()
    {
        await using RpcPool pool = new(
            [new ScriptedTransport("down", static _ => new RpcFailure(RpcFault.Unreachable, "down"))],
            new RpcOptions { CallDeadline = TimeSpan.FromMilliseconds(300) },
            TimeProvider.System);

        ManagerOpening opening = await TransactionManager.OpenAsync(new ChainClient(pool), _key, _folder["journal"], Options, TimeProvider.System, CancellationToken.None);

        opening.Manager.ShouldBeNull();
        opening.Failure!.Fault.ShouldBe(RpcFault.Unreachable);
    }

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    private static async Task<PendingTransaction> WaitAsync(TransactionManager manager, Func<PendingTransaction, bool> condition, string awaited)
    {
        for (int i = 0; i < 600; i++)
        {
            if (manager.Pending.FirstOrDefault(condition) is { } found)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        throw new TimeoutException($"waited in vain for {awaited}");
    }

    // A block every now and then, until something has come true.
    private static async Task MineUntilAsync(LocalChain chain, Func<Task<bool>> isDone)
    {
        for (int i = 0; i < 300 && !await isDone(); i++)
        {
            await chain.CallAsync("evm_mine");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        (await isDone()).ShouldBeTrue("300 blocks should do");
    }

    private static async Task<Wei> BalanceAsync(LocalChain chain, int recipient) =>
        (await chain.Client.BalanceAsync(MortalSender.Recipient(recipient), BlockTag.Latest, CancellationToken.None)).Value;

    private static ContractAbi Abi(string json)
    {
        ContractAbi.TryRead(JsonDocument.Parse(json).RootElement, out ContractAbi? abi).ShouldBeTrue();
        return abi!;
    }

    // Code that reverts with TooSmall(7): the selector, then the argument, written to memory and returned.
    private static Task PutReverterAsync(LocalChain chain)
    {
        string selector = Convert.ToHexStringLower(Abi(ErrorAbi).Errors[0].Selector);
        return chain.SetCodeAsync(Reverter, $"0x63{selector}60e01b60005260076004526024" + "6000fd");
    }

    private async Task<TransactionManager> OpenAsync(LocalChain chain, TransactionOptions options)
    {
        ManagerOpening opening = await TransactionManager.OpenAsync(chain.Client, _key, _folder["journal"], options, TimeProvider.System, CancellationToken.None);
        return opening.Manager ?? throw new InvalidOperationException(opening.ToString());
    }
}
