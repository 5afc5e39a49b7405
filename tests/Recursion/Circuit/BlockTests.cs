using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion.Tests.Circuit;

public sealed class BlockTests
{
    private const ulong Seed = 0xB10C;

    private readonly Prng _prng = new(Seed);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(13)]
    public void Pack_OfExtensions_GivesTheStreamAndBack(int count)
    {
        Ext5[] values = [.. Enumerable.Range(0, count).Select(_ => _prng.NextExt())];
        CircuitCase c = new();
        PackedExtensions packed = c.Input(values);
        ImmutableArray<Block> again = c.Builder.Pack(packed.Values);
        ImmutableArray<Extension> back = c.Builder.UnpackExtensions(again, count);

        CircuitWitness witness = c.Check();

        KoalaBear[] stream = new KoalaBear[packed.Blocks.Length * 8];
        for (int i = 0; i < 5 * count; i++)
        {
            stream[i] = values[i / 5][i % 5];
        }

        for (int i = 0; i < packed.Blocks.Length; i++)
        {
            witness.ValueOf(packed.Blocks[i]).ToArray().ShouldBe(stream[(8 * i)..((8 * i) + 8)]);
            witness.ValueOf(again[i]).ToArray().ShouldBe(stream[(8 * i)..((8 * i) + 8)]);
        }

        back.Select(witness.ValueOf).ShouldBe(values);
    }

    [Fact]
    public void PublicValues_OfAnyCount_AreBlocksAndScalars()
    {
        KoalaBear[] publics = CircuitCase.Random(_prng, 19);
        CircuitCase c = new(publics);
        Scalar[] scalars = [.. Enumerable.Range(0, publics.Length).Select(c.Builder.PublicValue)];

        CircuitWitness witness = c.Check();

        scalars.Select(witness.ValueOf).ShouldBe(publics);
        witness.ValueOf(c.Builder.PublicBlock(2)).ToArray().ShouldBe([.. publics[16..], .. new KoalaBear[5]]);
    }

    [Fact]
    public void Witness_ForOtherPublicValues_IsNoticed()
    {
        KoalaBear[] publics = CircuitCase.Random(_prng, 19);
        CircuitCase c = new(publics);
        CircuitWitness witness = c.Evaluate();
        for (int i = 0; i < publics.Length; i++)
        {
            witness.PublicValues[i] += KoalaBear.One;
            CircuitCase.Finding(witness).ShouldNotBeNull(FormattableString.Invariant($"public value {i}"));
            witness.PublicValues[i] -= KoalaBear.One;
        }
    }

    [Fact]
    public void AssertEqual_OfBlocks_ComparesEveryElement()
    {
        KoalaBear[] elements = CircuitCase.Random(_prng, 8);
        CircuitCase equal = new();
        Block first = equal.InputBlock(elements);
        Block second = equal.InputBlock(elements);
        equal.Builder.AssertEqual(first, second);
        equal.Builder.AssertEqual(second, first);
        equal.Builder.AssertEqual(equal.Builder.Constant(Digest8.FromElements(elements)), first);
        equal.Check();
        for (int i = 0; i < elements.Length; i++)
        {
            KoalaBear[] other = [.. elements];
            other[i] += KoalaBear.One;
            CircuitCase unequal = new();
            Block left = unequal.InputBlock(elements);
            unequal.Builder.AssertEqual(left, unequal.InputBlock(other));
            unequal.Fault().Kind.ShouldBe(FaultKind.NotEqual);
        }
    }

    [Fact]
    public void Hashes_OfRandomBlocks_AreTheNativeOnes()
    {
        KoalaBear[] elements = CircuitCase.Random(_prng, 24);
        CircuitCase c = new();
        Block[] blocks = [c.InputBlock(elements.AsSpan(0, 8)), c.InputBlock(elements.AsSpan(8, 8)), c.InputBlock(elements.AsSpan(16, 8))];
        Block hash = c.Builder.Hash(blocks);
        Block compressed = c.Builder.Compress(blocks[0], blocks[1]);

        CircuitWitness witness = c.Check();

        Digest8.FromElements(witness.ValueOf(hash)).ShouldBe(Sponge<Poseidon2W16>.Hash(elements));
        Digest8.FromElements(witness.ValueOf(compressed)).ShouldBe(Compression<Poseidon2W16>.Compress(
            Digest8.FromElements(elements.AsSpan(0, 8)), Digest8.FromElements(elements.AsSpan(8, 8))));
    }

    [Fact]
    public void Table_FromTheTape_IsReadAtConstantPlaces()
    {
        KoalaBear[] elements = CircuitCase.Random(_prng, 32);
        CircuitCase c = new();
        c.Tape.AddRange(elements);
        BlockTable table = c.Builder.InputTable(2);
        ImmutableArray<Scalar> scalars = c.Builder.Unpack(table[3]);
        Block hash = c.Builder.Hash([table[0], table[1], table[2], table[3]]);

        CircuitWitness witness = c.Check();

        scalars.Select(witness.ValueOf).ShouldBe(elements[24..]);
        Digest8.FromElements(witness.ValueOf(hash)).ShouldBe(Sponge<Poseidon2W16>.Hash(elements));
        CircuitBuilder other = new(publicValueCount: 8);
        Should.Throw<ArgumentException>(() => other.Compress(other.PublicBlock(0), other.InputTable(1)[1]));
    }

    [Fact]
    public void Build_WithAnEmptyTable_Throws()
    {
        CircuitBuilder builder = new(0);
        builder.NewTable(1);
        Should.Throw<InvalidOperationException>(builder.Build);
    }
}
