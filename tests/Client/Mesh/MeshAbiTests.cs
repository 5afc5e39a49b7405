using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Contracts.Client.Tests.Transactions;
using P2PProver.Contracts.Mesh;
using P2PProver.Contracts.Rpc;
using P2PProver.Crypto;
using P2PProver.Fields;

namespace P2PProver.Contracts.Client.Tests.Mesh;

/// <summary>The typed layer against what the compiler says of the contracts: nothing is missing, and nothing is there that is not theirs.</summary>
public sealed class MeshAbiTests
{
    // Called by the other contract only, never by a client.
    private static readonly string[] Internal = ["lock", "release", "receiveSlashed", "rollup", "stakeMin", "activationDelay", "exitDelay"];

    [Fact]
    public void Events_OfTheContracts_AreExactlyThoseThatCanBeRead() =>
        MeshAbis.Rollup.Events.Concat(MeshAbis.Registry.Events).Select(static e => e.Name).Order(StringComparer.Ordinal).ShouldBe(MeshEvents.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Events_WithRandomValues_ReadBackAsWhatWasEncoded()
    {
        Prng prng = new(11);
        foreach (AbiEvent known in MeshAbis.Rollup.Events.Concat(MeshAbis.Registry.Events))
        {
            for (int i = 0; i < 20; i++)
            {
                LogEntry log = Log(known, prng);
                MeshEvents.TryRead(log, out MeshEvent? read).ShouldBeTrue($"{known}, seed {prng.Seed}");
                read!.GetType().Name.ShouldBe(known.Name);
                MeshEvents.TryRead(log with { Data = log.Data[..Math.Max(0, log.Data.Length - 32)] }, out _).ShouldBe(log.Data.IsEmpty, known.Name);
                MeshEvents.TryRead(log with { Topics = [.. log.Topics.Skip(1)] }, out _).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public async Task Functions_OfTheContracts_EachHasATypedCall()
    {
        HashSet<string> called = new(StringComparer.Ordinal);
        Dictionary<string, AbiFunction> bySelector = MeshAbis.Rollup.Functions.Concat(MeshAbis.Registry.Functions)
            .DistinctBy(static f => f.Signature, StringComparer.Ordinal)
            .ToDictionary(static f => Convert.ToHexStringLower(f.Selector), static f => f, StringComparer.Ordinal);
        ScriptedTransport endpoint = new("views", request =>
        {
            string data = System.Text.Json.JsonDocument.Parse(request.Body).RootElement.GetProperty("params")[0].GetProperty("data").GetString()!;
            called.Add(bySelector[data[2..10]].Name);
            return ScriptedTransport.Json("\"0x\"");
        });
        await using RpcPool pool = new([endpoint], new RpcOptions(), TimeProvider.System);
        MeshRollup rollup = new(new ChainClient(pool), MortalSender.Recipient(1));
        ProverRegistry registry = new(new ChainClient(pool), MortalSender.Recipient(2));
        foreach (ContractCall call in Calls(rollup, registry))
        {
            AbiFunction function = bySelector[Convert.ToHexStringLower(call.Data.Span[..4])];
            function.TryDecodeCall(call.Data.Span, out _, out AbiFault fault).ShouldBeTrue($"{function}: {fault}");
            (call.Value > Wei.Zero).ShouldBe(function.IsPayable, function.Name);
            called.Add(function.Name);
        }

        await ViewsAsync(rollup, registry);

        MeshAbis.Rollup.Functions.Concat(MeshAbis.Registry.Functions).Select(static f => f.Name).Distinct(StringComparer.Ordinal)
            .Except(Internal, StringComparer.Ordinal).Except(called, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task Views_OfAnAddressWithoutCode_AreMalformedNotWrong()
    {
        ScriptedTransport endpoint = new("empty", static _ => ScriptedTransport.Json("\"0x\""));
        await using RpcPool pool = new([endpoint], new RpcOptions { CallDeadline = TimeSpan.FromSeconds(1) }, TimeProvider.System);

        (await new MeshRollup(new ChainClient(pool), default).DomainAsync(CancellationToken.None)).Failure!.Fault.ShouldBe(RpcFault.Malformed);
    }

    [Fact]
    public void Constants_OfTheTable_AreThoseOfTheDesign()
    {
        NetworkConstants local = NetworkConstants.Table["local"];
        NetworkConstants everywhere = NetworkConstants.Table["public"];
        local.StakeMin.ShouldBe(Wei.Coin);
        (local.OpenTime, local.ExpiryTime, everywhere.OpenTime, everywhere.ExpiryTime).ShouldBe((600u, 2400ul, 3600u, 14_400ul));
        (local.SettleGas, everywhere.RampMax).ShouldBe((7_000_000u, (byte)4));
    }

    [Fact]
    public void NetworkFile_WrittenAndRead_IsTheSameAndDamageIsNamed()
    {
        MeshAddresses contracts = new(MortalSender.Recipient(1), MortalSender.Recipient(2), MortalSender.Recipient(3), MortalSender.Recipient(4), MortalSender.Recipient(5));
        NetworkFile file = new("local", 31337, [new Uri("http://127.0.0.1:8545"), new Uri("wss://node.example/key")], contracts, 7, "system 1", Hash32.Of([1]), NetworkConstants.Table["public"])
        {
            Bootstrap = ["/ip4/127.0.0.1/tcp/1"],
        };
        byte[] content = System.Text.Encoding.UTF8.GetBytes(file.Write());

        NetworkFile.TryRead(content, out NetworkFile? read, out string problem).ShouldBeTrue(problem);
        read!.Write().ShouldBe(file.Write());
        string text = file.Write();
        foreach (string line in text.Split('\n').Where(static l => l.Contains("\": ", StringComparison.Ordinal) && !l.Contains("bootstrap", StringComparison.Ordinal)))
        {
            string name = line.Trim().Split('"')[1];
            byte[] damaged = System.Text.Encoding.UTF8.GetBytes(text.Replace($"\"{name}\"", $"\"{name}X\"", StringComparison.Ordinal));
            NetworkFile.TryRead(damaged, out _, out string why).ShouldBeFalse(name);
            why.ShouldNotBeEmpty();
        }

        NetworkFile.TryRead("[]"u8, out _, out _).ShouldBeFalse();
        NetworkFile.TryRead([], out _, out _).ShouldBeFalse();
    }

    private static BatchRecord Batch() => new(
        Hash32.Of([1]), 3, Hash32.Of([2]), MortalSender.Recipient(9), 2, Hash32.Of([3]), 17, 18, Hash32.Of([4]), 1, 2, 5, Wei.Gwei, Wei.Coin, Wei.Coin, Wei.Coin, 1_700_000_000, 77);

    private static IEnumerable<ContractCall> Calls(MeshRollup rollup, ProverRegistry registry)
    {
        Address someone = MortalSender.Recipient(7);
        return
        [
            rollup.OpenAccount(Hash32.Of([5]), someone, Wei.Gwei),
            rollup.OpenAccounts([new AccountOpening(Hash32.Of([6]), someone, 5)], Wei.Gwei),
            rollup.Deposit(3, someone, Wei.Gwei),
            rollup.RequestForcedExit(3, Wei.Gwei),
            rollup.CommitBatch(new BatchInput(Hash32.Of([1]), Hash32.Of([2]), Hash32.Of([3]), Wei.Coin, new byte[50]), Wei.Coin),
            rollup.CommitClaims(Batch(), 1, 0b101),
            rollup.Settle(Batch(), new SettleInput(Hash32.Of([1]), Hash32.Of([2]), someone, new byte[60]), new byte[100]),
            rollup.CreditPayouts(Batch(), [(7u, 9ul)]),
            rollup.ExpireBatch(Batch()),
            rollup.Freeze(),
            rollup.Escape(3, Hash32.Of([1]), 9, 1, 4, new Hash32[24]),
            rollup.RefundDeposit(4),
            rollup.WithdrawPending(someone),
            registry.Register(Hash32.Of([1]), someone, Wei.Coin),
            registry.TopUp(Wei.Coin),
            registry.SetPayout(someone),
            registry.RequestExit(),
            registry.WithdrawStake(someone),
        ];
    }

    private static async Task ViewsAsync(MeshRollup rollup, ProverRegistry registry)
    {
        CancellationToken none = CancellationToken.None;
        Address someone = MortalSender.Recipient(7);
        await Task.WhenAll(
            rollup.RegistryAsync(none), rollup.VerifierAsync(none), rollup.ReaderAsync(none), rollup.AccountPathAsync(none), rollup.DomainAsync(none), rollup.VersionAsync(none),
            rollup.StateRootAsync(none), rollup.TipAsync(none), rollup.StateAsync(none), rollup.ConstantsAsync(none), rollup.AccountCountAsync(none), rollup.OwnerOfAsync(1, none),
            rollup.QueueItemAsync(1, none), rollup.PendingAsync(someone, none), rollup.EscrowGweiAsync(none), rollup.BurnedAsync(none), rollup.HasEscapedAsync(1, none),
            rollup.StatusOfAsync(Batch(), none), rollup.RequiredBondAsync(none), rollup.EscrowForAsync(Wei.Coin, none), rollup.ClaimsOfAsync(Hash32.Of([1]), none),
            rollup.ClaimBondAsync(Batch(), 0, none), rollup.ClaimLimitAsync(Batch(), someone, none), rollup.OpensAtAsync(Batch(), none), rollup.RewardsNowAsync(Batch(), none),
            registry.NodeOfAsync(someone, none), registry.PayoutOfAsync(someone, none), registry.ActiveStakeAsync(someone, 1, none), registry.TotalActiveStakeAsync(none),
            registry.TotalStakeAsync(none), registry.BurnedAsync(none));
    }

    // A log of the event with small random numbers, as any chain could send it.
    private static LogEntry Log(AbiEvent known, Prng prng)
    {
        List<Hash32> topics = [known.Topic];
        foreach (AbiParameter indexed in known.Inputs.Where(static i => i.IsIndexed))
        {
            topics.Add(new Hash32(AbiEncoder.Encode(indexed.Type, Value(indexed.Type, prng))));
        }

        AbiType data = AbiType.Tuple([.. known.Inputs.Where(static i => !i.IsIndexed)]);
        byte[] encoded = AbiEncoder.Encode(data, Value(data, prng));
        return new LogEntry(MortalSender.Recipient(1), topics, encoded, 5, Hash32.Of([1]), Hash32.Of([2]), 0);
    }

    private static AbiValue Value(AbiType type, Prng prng) => type.Kind switch
    {
        AbiKind.Tuple => AbiValue.Of(type.Fields.Select(f => Value(f.Type, prng))),
        AbiKind.FixedBytes => AbiValue.Of(Hash32.Of([(byte)prng.NextInt(256)]).Value[..type.Size]),
        AbiKind.Address => AbiValue.Of(MortalSender.Recipient(prng.NextInt(256))),
        _ => AbiValue.Of((ulong)prng.NextInt(200)),
    };
}
