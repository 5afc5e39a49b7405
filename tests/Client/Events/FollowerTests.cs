using System.Globalization;
using System.Text.Json;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Contracts.Client.Tests.Transactions;
using P2PProver.Contracts.Events;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions;
using P2PProver.Crypto;
using P2PProver.Fields;

namespace P2PProver.Contracts.Client.Tests.Events;

/// <summary>Followers against a local chain that turns, and against endpoints that bound their answers.</summary>
public sealed class FollowerTests
{
    // Emits a log with the first word of the calldata as its only topic.
    private const string EmitterCode = "0x60003560006000a100";
    private static readonly Address Emitter = MortalSender.Recipient(251);
    private static readonly LogFilter Filter = new([Emitter], []);

    [Fact]
    public async Task Follower_ReorganisationOfDepthSeven_GoesBackAndEndsWhereTheChainIs()
    {
        await using LocalChain chain = await LocalChain.StartAsync("--no-mining");
        await chain.SetCodeAsync(Emitter, EmitterCode);
        using Secp256k1PrivateKey key = LocalChain.Key(0);
        await EmitAsync(chain, key, 0, 12);
        Model model = new();
        EventFollower follower = new(chain.Client, Filter, new FollowerOptions { WindowBlocks = 64 }, new ChainWindow(64, []), static _ => { });
        await FollowAsync(follower, model);
        model.Topics.Count.ShouldBe(12);

        await chain.CallAsync("anvil_reorg", 7, new System.Text.Json.Nodes.JsonArray());
        await chain.CallAsync("evm_mine");
        await FollowAsync(follower, model);

        model.Backs.ShouldBe([5UL], "seven of the twelve blocks are gone");
        model.Topics.ShouldBe(await LogsAsync(chain));
        ulong nonce = (await chain.Client.NonceAsync(Address.Of(key.PublicKey), BlockTag.Latest, CancellationToken.None)).Value;
        nonce.ShouldBeLessThan(12UL);
        await EmitAsync(chain, key, nonce, 5);
        await FollowAsync(follower, model);
        model.Topics.ShouldBe(await LogsAsync(chain));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Follower_RandomReorganisationsAndRestarts_AlwaysEndsWhereTheChainIs(ulong seed)
    {
        await using LocalChain chain = await LocalChain.StartAsync("--no-mining");
        await chain.SetCodeAsync(Emitter, EmitterCode);
        using Secp256k1PrivateKey key = LocalChain.Key(0);
        using ScratchFolder folder = new();
        Prng prng = new(seed);
        Model model = new();
        for (int round = 0; round < 12; round++)
        {
            ulong nonce = (await chain.Client.NonceAsync(Address.Of(key.PublicKey), BlockTag.Latest, CancellationToken.None)).Value;
            await EmitAsync(chain, key, nonce, prng.NextInt(1, 10));
            ulong head = (await chain.Client.HeadAsync(CancellationToken.None)).Value;
            if (prng.NextBool() && head > 8)
            {
                await chain.CallAsync("anvil_reorg", prng.NextInt(1, 8), new System.Text.Json.Nodes.JsonArray());
                await chain.CallAsync("evm_mine");
            }

            // Each round is a new process with the position of the last.
            EventFollower follower = new(
                chain.Client, Filter, new FollowerOptions { WindowBlocks = 10 }, FollowerPosition.Load(folder["position"], 10), window => FollowerPosition.Save(folder["position"], window));
            await FollowAsync(follower, model, steps: round == 11 ? int.MaxValue : prng.NextInt(1, 12));
        }

        model.Topics.ShouldBe(await LogsAsync(chain), $"seed {seed}");
    }

    [Fact]
    public async Task Follower_WithConfirmations_StaysBehindTheHead()
    {
        await using LocalChain chain = await LocalChain.StartAsync("--no-mining");
        await chain.CallAsync("anvil_mine", "0x9");
        EventFollower follower = new(chain.Client, Filter, new FollowerOptions { Confirmations = 4 }, new ChainWindow(64, []), static _ => { });

        await FollowAsync(follower, new Model());

        follower.Tip!.Number.ShouldBe(6UL);
    }

    [Fact]
    public async Task Follower_EndpointBoundsItsRanges_NarrowsThemAndWidensThemAgain()
    {
        const int Blocks = 5000;
        const ulong RangeMax = 100;
        List<ulong> widths = [];
        ScriptedTransport endpoint = new("bounded", request => Answer(request, Blocks, RangeMax, widths));
        await using RpcPool pool = new([endpoint], new RpcOptions(), TimeProvider.System);
        EventFollower follower = new(new ChainClient(pool), Filter, new FollowerOptions { RangeFirst = 1000, WindowBlocks = 20 }, new ChainWindow(20, []), static _ => { });

        await FollowAsync(follower, new Model());

        follower.Tip!.Number.ShouldBe((ulong)Blocks);
        widths.ShouldAllBe(static w => w <= RangeMax);
        widths.Average(static w => (double)w).ShouldBeGreaterThan(RangeMax / 2.0, "it does not creep");
    }

    [Fact]
    public async Task Follower_NoneOfItsBlocksIsLeft_SaysSo()
    {
        List<ulong> widths = [];
        ScriptedTransport endpoint = new("other", request => Answer(request, 5000, 100, widths));
        await using RpcPool pool = new([endpoint], new RpcOptions(), TimeProvider.System);
        ChainWindow window = new(4, [new BlockRef(10, Hash32.Of([1])), new BlockRef(11, Hash32.Of([2]))]);
        EventFollower follower = new(new ChainClient(pool), Filter, new FollowerOptions(), window, static _ => { });

        (await follower.NextAsync(CancellationToken.None)).Fault.ShouldBe(FollowFault.TooDeep);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"blocks":[{"number":2,"hash":"0x"}]}""")]
    [InlineData("""{"blocks":[{"number":-2,"hash":"0x0000000000000000000000000000000000000000000000000000000000000000"}]}""")]
    [InlineData("""{"blocks":7}""")]
    public void Position_InAFileOfAnotherForm_IsTheBeginning(string content)
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["position"], content);
        FollowerPosition.Load(folder["position"], 8).Tip.ShouldBeNull();
        FollowerPosition.Load(folder["nothing"], 8).Tip.ShouldBeNull();
    }

    private static async Task FollowAsync(EventFollower follower, Model model, int steps = int.MaxValue)
    {
        for (int i = 0; i < steps; i++)
        {
            FollowResult result = await follower.NextAsync(CancellationToken.None);
            result.Fault.ShouldBe(FollowFault.None, result.Failure?.ToString());
            if (result.Step is null)
            {
                return;
            }

            model.Take(result.Step);
            follower.Accept(result.Step);
        }
    }

    private static async Task EmitAsync(LocalChain chain, Secp256k1PrivateKey key, ulong nonce, int count)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] topic = Hash32.Of([(byte)nonce, (byte)i, (byte)count]).Value.ToArray();
            Eip1559Transaction transaction = new(31337, nonce + (ulong)i, new FeeQuote(Wei.Gwei * 400, Wei.Gwei), 60_000, Emitter, Wei.Zero, topic);
            (await chain.Client.SendRawAsync(transaction.Sign(key).Raw, CancellationToken.None)).IsSuccess.ShouldBeTrue();
            await chain.CallAsync("evm_mine");
        }
    }

    private static async Task<List<Hash32>> LogsAsync(LocalChain chain)
    {
        ulong head = (await chain.Client.HeadAsync(CancellationToken.None)).Value;
        return [.. (await chain.Client.LogsAsync(Filter, 0, head, CancellationToken.None)).Value.Select(static l => l.Topics[0])];
    }

    // A chain of empty blocks whose endpoint refuses wide ranges.
    private static RpcResult<JsonElement> Answer(RpcRequest request, int blocks, ulong rangeMax, List<ulong> widths)
    {
        JsonElement parameters = JsonDocument.Parse(request.Body).RootElement.GetProperty("params");
        switch (request.Method)
        {
            case "eth_blockNumber":
                return ScriptedTransport.Json($"\"{Hex.Quantity((UInt128)blocks)}\"");
            case "eth_getBlockByNumber":
                Hex.TryQuantity(parameters[0].GetString(), out ulong number).ShouldBeTrue();
                string Name(ulong n) => Hash32.Of(BitConverter.GetBytes(n)).ToString();
                return ScriptedTransport.Json(string.Create(CultureInfo.InvariantCulture, $$"""
                    {"number":"{{Hex.Quantity(number)}}","hash":"{{Name(number)}}","parentHash":"{{Name(number - 1)}}","timestamp":"0x1","gasLimit":"0x1"}
                    """));
            default:
                if (parameters[0].TryGetProperty("fromBlock", out JsonElement from))
                {
                    Hex.TryQuantity(from.GetString(), out ulong first).ShouldBeTrue();
                    Hex.TryQuantity(parameters[0].GetProperty("toBlock").GetString(), out ulong last).ShouldBeTrue();
                    if (last - first + 1 > rangeMax)
                    {
                        return new RpcFailure(RpcFault.Refused, "block range is too wide");
                    }

                    widths.Add(last - first + 1);
                }

                return ScriptedTransport.Json("[]");
        }
    }

    /// <summary>What a consumer knows: the topics of the blocks it has been told of.</summary>
    private sealed class Model
    {
        private readonly List<LogEntry> _logs = [];

        public List<Hash32> Topics => [.. _logs.Select(static l => l.Topics[0])];

        public List<ulong> Backs { get; } = [];

        public void Take(ChainStep step)
        {
            if (step is ChainStep.Forward forward)
            {
                _logs.AddRange(forward.Logs);
            }
            else if (step is ChainStep.Back back)
            {
                _logs.RemoveAll(l => back.To is null || l.BlockNumber > back.To.Number);
                Backs.Add(back.To?.Number ?? 0);
            }
        }
    }
}
