using P2PProver.Fields;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Wire;

public sealed class PackedDataTests
{
    private static readonly BatchShape Small = new(24, 16);

    [Theory]
    [InlineData(OperationKind.Pad, 1)]
    [InlineData(OperationKind.Transfer, 22)]
    [InlineData(OperationKind.OpenAccount, 44)]
    [InlineData(OperationKind.Deposit, 12)]
    [InlineData(OperationKind.Withdraw, 19)]
    [InlineData(OperationKind.ForcedExit, 12)]
    [InlineData(OperationKind.RotateKey, 43)]
    [InlineData(OperationKind.FeeCredit, 12)]
    public void PackedBytes_EachKind_IsTheProtocols(OperationKind kind, int bytes)
    {
        kind.PackedBytes().ShouldBe(bytes);
    }

    [Fact]
    public void Unpack_OfPack_GivesTheOperations()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            Prng prng = new(seed);
            Operation[] operations = RandomOperations.List(prng, prng.NextInt(80));

            byte[] data = PackedData.Pack(operations, Small);

            PackedData.TryUnpack(data, Small, out IReadOnlyList<Operation> read).ShouldBe(PackedFault.None, $"seed {seed}");
            read.ShouldBe(operations, $"seed {seed}");
        }
    }

    [Fact]
    public void Unpack_AnyMutation_IsRefusedOrTheOneFormOfWhatItGives()
    {
        int accepted = 0;
        for (ulong seed = 0; seed < 3000; seed++)
        {
            Prng prng = new(seed);
            byte[] data = PackedData.Pack(RandomOperations.List(prng, 1 + prng.NextInt(24)), Small);
            data = Mutation.Next(prng, data);

            if (PackedData.TryUnpack(data, Small, out IReadOnlyList<Operation> read) == PackedFault.None)
            {
                PackedData.Pack(read, Small).ShouldBe(data, $"seed {seed}");
                accepted++;
            }
            else
            {
                read.ShouldBeEmpty();
            }
        }

        accepted.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Unpack_NoBytes_IsABatchWithoutOperations()
    {
        PackedData.TryUnpack([], Small, out IReadOnlyList<Operation> read).ShouldBe(PackedFault.None);
        read.ShouldBeEmpty();
        BatchLayout.Of(read, Small).ShardCount.ShouldBe(1);
    }

    [Fact]
    public void Unpack_EndWithinAnOperation_IsTruncated()
    {
        byte[] data = PackedData.Pack([Operation.Deposit(default, default), Rotation()], Small);
        for (int length = 1; length < data.Length; length++)
        {
            PackedFault expected = length == 12 ? PackedFault.None : PackedFault.Truncated;
            PackedData.TryUnpack(data.AsSpan(0, length), Small, out _).ShouldBe(expected, $"length {length}");
        }
    }

    [Fact]
    public void Unpack_UnknownKind_IsRefusedAtItsPlace()
    {
        byte[] data = [.. PackedData.Pack([Operation.Deposit(default, default)], Small), 8, .. new byte[50]];

        PackedData.TryUnpack(data, Small, out _, out int position).ShouldBe(PackedFault.UnknownKind);
        position.ShouldBe(12);
    }

    [Fact]
    public void Unpack_FeeOfThirtyOneBits_IsRefused()
    {
        byte[] data = PackedData.Pack([Operation.Withdraw(default, default, new Gwei((1 << 30) - 1), new Slot(1))], Small);
        PackedData.TryUnpack(data, Small, out _).ShouldBe(PackedFault.None);
        data[12] = 0x40;
        PackedData.TryUnpack(data, Small, out _).ShouldBe(PackedFault.FeeTooLarge);
    }

    [Fact]
    public void Unpack_KeyWordOfP_IsRefused()
    {
        for (int word = 0; word < 8; word++)
        {
            byte[] data = PackedData.Pack([Rotation()], Small);
            new byte[] { 0x7f, 0, 0, 0 }.CopyTo(data, 11 + (4 * word));
            PackedData.TryUnpack(data, Small, out _).ShouldBe(PackedFault.None);
            data[11 + (4 * word) + 3] = 1;
            PackedData.TryUnpack(data, Small, out _).ShouldBe(PackedFault.NonCanonicalKey);
        }
    }

    [Fact]
    public void Unpack_TwoBlocksAcrossABoundary_NeedAPadBetween()
    {
        byte[] deposits = PackedData.Pack([.. Enumerable.Repeat(Operation.Deposit(default, default), 15)], Small);
        byte[] rotation = PackedData.Pack([Rotation()], Small);

        PackedData.TryUnpack([.. deposits, .. rotation], Small, out _).ShouldBe(PackedFault.Straddles);
        PackedData.TryUnpack([.. deposits, 0, .. rotation], Small, out IReadOnlyList<Operation> read).ShouldBe(PackedFault.None);
        PackedData.Pack(read, Small).ShouldBe([.. deposits, 0, .. rotation]);
        BatchLayout.Of(read, Small).FirstBlocks[^1].ShouldBe(16);
    }

    [Fact]
    public void Unpack_PadThatNothingNeeds_IsRefused()
    {
        byte[] deposit = PackedData.Pack([Operation.Deposit(default, default)], Small);
        byte[] fifteen = PackedData.Pack([.. Enumerable.Repeat(Operation.Deposit(default, default), 15)], Small);

        PackedData.TryUnpack([0, .. deposit], Small, out _).ShouldBe(PackedFault.MisplacedPad);
        PackedData.TryUnpack([.. fifteen, 0, .. deposit], Small, out _).ShouldBe(PackedFault.MisplacedPad);
        PackedData.TryUnpack([.. fifteen, 0, 0], Small, out _).ShouldBe(PackedFault.MisplacedPad);
        PackedData.TryUnpack([.. fifteen, 0], Small, out _).ShouldBe(PackedFault.TrailingPad);
        PackedData.TryUnpack([.. deposit, 0], Small, out _).ShouldBe(PackedFault.MisplacedPad);
    }

    [Fact]
    public void Unpack_TooMuch_IsRefused()
    {
        byte[] deposit = PackedData.Pack([Operation.Deposit(default, default)], Small);
        byte[] full = [.. Enumerable.Repeat(deposit, 64 * 16).SelectMany(bytes => bytes)];

        PackedData.TryUnpack(new byte[BatchShape.DataBytesMax + 1], Small, out _).ShouldBe(PackedFault.TooLong);
        PackedData.TryUnpack(full, Small, out _).ShouldBe(PackedFault.None);
        PackedData.TryUnpack([.. full, .. deposit], Small, out _).ShouldBe(PackedFault.TooManyShards);
    }

    [Fact]
    public void Pack_Pad_IsNoOperation()
    {
        Should.Throw<ArgumentException>(() => PackedData.Pack([Operation.Pad], Small));
    }

    [Fact]
    public void Blocks_AreThoseOfTheOperationsAndZeros()
    {
        Operation[] operations = [.. Enumerable.Repeat(Operation.Deposit(new AccountIndex(1), new Gwei(2)), 15), Rotation()];

        KoalaBear[] blocks = BatchLayout.Of(operations, Small).Blocks(operations);

        blocks.Length.ShouldBe(2 * 16 * 8);
        blocks.AsSpan(15 * 8, 8).ToArray().ShouldAllBe(element => element.IsZero);
        blocks[16 * 8].ToCanonical().ShouldBe((uint)OperationKind.RotateKey);
        blocks.AsSpan(18 * 8).ToArray().ShouldAllBe(element => element.IsZero);
    }

    private static Operation Rotation() => Operation.RotateKey(new AccountIndex(1), new Gwei(2), new Slot(3), RandomOperations.Key(new Prng(1)));
}
