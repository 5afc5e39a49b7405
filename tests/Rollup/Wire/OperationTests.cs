using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Wire;

public sealed class OperationTests
{
    private static readonly AccountIndex Three = new(3);
    private static readonly Gwei Amount = new(5 + (6UL << 22) + (7UL << 44));

    public static TheoryData<string, uint[]> Blocks => new()
    {
        { "transfer", [1, 3, 4, 5, 6, 7, 8, 9] },
        { "deposit", [3, 3, 0, 5, 6, 7, 0, 0] },
        { "withdraw", [4, 3, 0, 5, 6, 7, 8, 9] },
        { "forcedExit", [5, 3, 0, 5, 6, 7, 0, 0] },
        { "feeCredit", [7, 3, 0, 5, 6, 7, 0, 0] },
        { "openAccount", [2, 3, 0, 5, 6, 7, 0, 0, 21, 22, 23, 24, 25, 26, 27, 28] },
        { "rotateKey", [6, 3, 0, 0, 0, 0, 8, 9, 21, 22, 23, 24, 25, 26, 27, 28] },
        { "pad", [0, 0, 0, 0, 0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void WriteBlocks_EachKind_IsItsLayout(string name, uint[] expected)
    {
        Operation operation = Make(name);
        KoalaBear[] blocks = new KoalaBear[operation.BlockCount * Operation.BlockElements];

        operation.WriteBlocks(blocks);

        blocks.Select(element => element.ToCanonical()).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void MessageDigest_EachKind_CoversDomainAndEveryElement(string name, uint[] expected)
    {
        Operation operation = Make(name);
        Digest8 digest = operation.MessageDigest(Ledger.Domain);

        Digest8 state = Ledger.Domain.Elements;
        foreach (uint[] block in expected.Chunk(8))
        {
            state = RollupHash.Compress(state, Digest8.FromElements([.. block.Select(KoalaBear.FromCanonical)]));
        }

        digest.ShouldBe(state);
        operation.MessageDigest(RollupDomain.FromBytes(new byte[32])).ShouldNotBe(digest);
    }

    [Fact]
    public void Limits_BeyondTheField_AreRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new AccountIndex(1 << 24));
        Should.Throw<ArgumentOutOfRangeException>(() => new Slot(1 << 24));
        Should.Throw<ArgumentOutOfRangeException>(() => Operation.Withdraw(Three, Amount, new Gwei(1 << 30), default));
        Should.Throw<ArgumentOutOfRangeException>(() => Operation.Transfer(Three, Three, Amount, new Gwei(1 << 30), default));
        Should.Throw<ArgumentOutOfRangeException>(() => Operation.RotateKey(Three, new Gwei(1 << 30), default, default));
    }

    [Fact]
    public void WriteLimbs_LargestAmount_HasTwentyBitsInTheLast()
    {
        KoalaBear[] limbs = new KoalaBear[3];

        new Gwei(ulong.MaxValue).WriteLimbs(limbs);

        limbs.Select(limb => limb.ToCanonical()).ShouldBe([(1u << 22) - 1, (1u << 22) - 1, (1u << 20) - 1]);
    }

    [Fact]
    public void Domain_IsTheHashOfThreeWords()
    {
        byte[] version = Keccak256.Hash("v"u8);
        P2PProver.Crypto.Address.TryParse("0x00112233445566778899aabbccddeeff00112233", out P2PProver.Crypto.Address contract).ShouldBeTrue();
        byte[] encoded = [.. new byte[30], 0x12, 0x34, .. new byte[12], .. contract.Value, .. version];

        RollupDomain.Of(0x1234, contract, version).Bytes.ToArray().ShouldBe(Keccak256.Hash(encoded));
    }

    private static Operation Make(string name)
    {
        PublicKey key = new(Digest8.FromElements([.. Enumerable.Range(21, 8).Select(i => KoalaBear.FromCanonical((uint)i))]));
        return name switch
        {
            "transfer" => Operation.Transfer(Three, new AccountIndex(4), Amount, new Gwei(8), new Slot(9)),
            "deposit" => Operation.Deposit(Three, Amount),
            "withdraw" => Operation.Withdraw(Three, Amount, new Gwei(8), new Slot(9)),
            "forcedExit" => Operation.ForcedExit(Three, Amount),
            "feeCredit" => Operation.FeeCredit(Three, Amount),
            "openAccount" => Operation.OpenAccount(Three, Amount, key),
            "rotateKey" => Operation.RotateKey(Three, new Gwei(8), new Slot(9), key),
            _ => Operation.Pad,
        };
    }
}
