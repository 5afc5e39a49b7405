using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Witness;

public sealed class WitnessPackageTests
{
    [Fact]
    public void Replay_FromTheWitness_IsTheReplayFromTheState()
    {
        for (ulong seed = 0; seed < 6; seed++)
        {
            Ledger ledger = RandomBatch.Create(seed, 10 + (int)seed);
            byte[] package = WitnessPackage.Create(ledger.Batch, ledger.State);

            WitnessPackage? opened = Open(ledger, package, out WitnessFault fault);

            fault.ShouldBe(WitnessFault.None, $"seed {seed}");
            RollupBatch batch = ledger.Batch with { Operations = opened!.Operations };
            ReplayResult expected = ledger.Replay();
            ReplayResult result = BatchReplay.Run(batch, opened.State, 1);
            result.Fault.ShouldBe(ReplayFault.None, $"seed {seed}");
            result.Execution!.StateOut.ShouldBe(expected.Execution!.StateOut);
            result.Execution.Shards.Select(shard => shard.Statement).ShouldBe(expected.Execution.Shards.Select(shard => shard.Statement));
            WitnessPackage.Create(batch, opened.State).ShouldBe(package);
        }
    }

    [Fact]
    public void Open_EmptyBatchOrEmptyState_Works()
    {
        foreach (Ledger ledger in (Ledger[])[new(3, 5), new(0, 0), new Ledger(0, 0).Open(0, 5), new Ledger(5, 5).Open(5, 5)])
        {
            WitnessPackage? opened = Open(ledger, WitnessPackage.Create(ledger.Batch, ledger.State), out WitnessFault fault);

            fault.ShouldBe(WitnessFault.None);
            BatchReplay.Run(ledger.Batch with { Operations = opened!.Operations }, opened.State, 1).Execution!.StateIn.ShouldBe(ledger.State.StateRoot);
        }
    }

    [Fact]
    public void Open_EveryByteChanged_IsRefusedOrABadSignature()
    {
        Ledger ledger = new Ledger(5, 100).Transfer(1, 3, 5).Add(Operation.Deposit(Ledger.At(0), new Gwei(2)));
        byte[] package = WitnessPackage.Create(ledger.Batch, ledger.State);
        int signatures = package.Length - XmssSignature.Bytes;
        for (int i = 0; i < package.Length; i++)
        {
            byte[] changed = [.. package];
            changed[i] ^= 1;

            WitnessPackage? opened = Open(ledger, changed, out WitnessFault fault);

            if (i < signatures)
            {
                opened.ShouldBeNull($"byte {i}");
                fault.ShouldNotBe(WitnessFault.None);
            }
            else if (opened is not null)
            {
                BatchReplay.Run(ledger.Batch with { Operations = opened.Operations }, opened.State, 1).Fault.ShouldBe(ReplayFault.BadSignature, $"byte {i}");
            }
        }
    }

    [Fact]
    public void Open_WhatIsWrong_IsNamed()
    {
        Ledger ledger = new Ledger(5, 100).Transfer(1, 3, 5);
        byte[] package = WitnessPackage.Create(ledger.Batch, ledger.State);
        Expect(WitnessFault.UnknownVersion, bytes => bytes[0] = 2);
        Expect(WitnessFault.TooManyAccounts, bytes => bytes[2] = 0xff);
        Expect(WitnessFault.NonCanonicalKey, bytes => bytes.AsSpan(4, 4).Fill(0x7f));
        Expect(WitnessFault.NonCanonicalSibling, bytes => bytes.AsSpan(4 + (2 * 43), 4).Fill(0x7f));
        Expect(WitnessFault.WrongStateRoot, bytes => bytes[4 + 39]++);
        Expect(WitnessFault.WrongStateRoot, bytes => bytes[4 + 42]++);
        Expect(WitnessFault.MalformedSignature, bytes => bytes[^1] |= 0x80);
        Open(ledger, package.AsSpan(1).ToArray(), out WitnessFault fault).ShouldBeNull();
        Open(ledger, [], out fault).ShouldBeNull();
        fault.ShouldBe(WitnessFault.WrongLength);
        Open(ledger, [.. package, 0], out fault).ShouldBeNull();
        fault.ShouldBe(WitnessFault.WrongLength);

        void Expect(WitnessFault expected, Action<byte[]> change)
        {
            byte[] changed = [.. package];
            change(changed);
            Open(ledger, changed, out WitnessFault found).ShouldBeNull();
            found.ShouldBe(expected);
        }
    }

    [Fact]
    public void Open_ForOtherOperationsOrRoot_IsRefused()
    {
        Ledger ledger = new Ledger(5, 100).Transfer(1, 3, 5);
        Ledger other = new Ledger(5, 101).Transfer(1, 3, 5);
        byte[] package = WitnessPackage.Create(ledger.Batch, ledger.State);

        Open(other, package, out WitnessFault fault).ShouldBeNull();
        fault.ShouldBe(WitnessFault.WrongStateRoot);
        Open(new Ledger(5, 100).Transfer(1, 2, 5), package, out fault).ShouldBeNull();
        Open(new Ledger(5, 100).Withdraw(1, 5), package, out fault).ShouldBeNull();
        fault.ShouldBe(WitnessFault.WrongLength);
    }

    [Fact]
    public void Open_AnyMutation_NeverThrows()
    {
        Ledger ledger = RandomBatch.Create(3, 12);
        byte[] package = WitnessPackage.Create(ledger.Batch, ledger.State);
        for (ulong seed = 0; seed < 400; seed++)
        {
            WitnessPackage? opened = Open(ledger, Mutation.Next(new Prng(seed), package), out WitnessFault fault);
            (opened is null).ShouldBe(fault != WitnessFault.None, $"seed {seed}");
        }
    }

    [Fact]
    public void Create_WithoutSignatureOrState_IsRefused()
    {
        Ledger ledger = new Ledger(5, 100).Transfer(1, 3, 5);
        WitnessPackage? opened = Open(ledger, WitnessPackage.Create(ledger.Batch, ledger.State), out _);
        RollupBatch elsewhere = ledger.Batch with { Operations = [new SignedOperation(Operation.Deposit(Ledger.At(0), new Gwei(1)), null)] };
        Should.Throw<ArgumentException>(() => WitnessPackage.Create(elsewhere, opened!.State));
        Should.Throw<ArgumentException>(() => WitnessPackage.Create(
            ledger.Batch with { Operations = [ledger.Operations[0] with { Signature = null }] }, ledger.State));
        BatchReplay.Run(elsewhere, opened!.State, 1).Fault.ShouldBe(ReplayFault.StateMissing);
    }

    [Fact]
    public void ContentHash_IsKeccakOfTheBytes()
    {
        WitnessPackage.ContentHash("x"u8).Bytes.ToArray().ShouldBe(Keccak256.Hash("x"u8));
        WitnessPackage.BytesMax.ShouldBe(13_920_000);
    }

    private static WitnessPackage? Open(Ledger ledger, byte[] package, out WitnessFault fault) => WitnessPackage.Open(
        package, [.. ledger.Operations.Select(signed => signed.Operation)], ledger.BatchShape, ledger.State.StateRoot, out fault);
}
