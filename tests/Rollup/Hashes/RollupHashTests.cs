using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup.Tests.Hashes;

public sealed class RollupHashTests
{
    public static TheoryData<InstructionSet> Levels => [.. Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported)];

    [Fact]
    public void Compress_OfZeroToSeven_IsTheKnownAnswer()
    {
        // leanSpec, tests/spec/crypto/poseidon: compression of width 16 with feed-forward over 0 ... 7 and zeros.
        uint[] expected = [1322417907, 1303287496, 1541273089, 1618220094, 1711479283, 239494928, 1755981565, 1393953151];

        Digest8 digest = RollupHash.Compress(Digest8.FromElements([.. Enumerable.Range(0, 8).Select(i => KoalaBear.FromCanonical((uint)i))]), default);

        digest.Elements.ToArray().Select(element => element.ToCanonical()).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void PackedCompression_AnyCount_IsTheScalarCompression(InstructionSet level)
    {
        Prng prng = new(11);
        for (int count = 0; count <= 70; count++)
        {
            Digest8[] left = Digests(prng, count);
            Digest8[] right = Digests(prng, count);
            Digest8[] expected = [.. left.Zip(right, (l, r) => RollupHash.Compress(l, r))];

            PackedCompression.Compress(level, left, right, left);

            left.ShouldBe(expected, $"count {count}");
        }
    }

    [Fact]
    public void PackedCompression_DifferentLengths_AreRefused()
    {
        Should.Throw<ArgumentException>(() => PackedCompression.Compress(new Digest8[2], new Digest8[3], new Digest8[2]));
        Should.Throw<ArgumentException>(() => PackedCompression.Compress(new Digest8[3], new Digest8[2], new Digest8[2]));
    }

    [Fact]
    public void Chain_PartOfABlock_IsRefused()
    {
        Should.Throw<ArgumentException>(() => RollupHash.Chain(default, new KoalaBear[9]));
        RollupHash.Chain(default, []).ShouldBe(default);
    }

    [Fact]
    public void OfHash_ClearsTheTopTwoBitsOfEachWord()
    {
        byte[] hash = [.. Enumerable.Repeat((byte)0xff, 32)];

        WireElements.OfHash(hash).Elements.ToArray().ShouldAllBe(element => element.ToCanonical() == 0x3fffffff);
        Should.Throw<ArgumentException>(() => WireElements.OfHash(hash.AsSpan(1)));
    }

    [Fact]
    public void HashToExt_IsTheSlicesOfTheHash()
    {
        byte[] input = "slices"u8.ToArray();
        System.Numerics.BigInteger word = new(Keccak256.Hash(input), isUnsigned: true, isBigEndian: true);

        Ext5 challenge = BatchCommitment.HashToExt(input);

        for (int j = 0; j < Ext5.Degree; j++)
        {
            ulong slice = (ulong)((word >> (51 * j)) & ((1UL << 51) - 1));
            challenge[j].ToCanonical().ShouldBe((uint)(slice % KoalaBear.Modulus));
        }
    }

    private static Digest8[] Digests(Prng prng, int count)
    {
        Digest8[] digests = new Digest8[count];
        KoalaBear[] elements = new KoalaBear[Digest8.WordCount];
        for (int i = 0; i < count; i++)
        {
            prng.NextFields(elements);
            digests[i] = Digest8.FromElements(elements);
        }

        return digests;
    }
}
