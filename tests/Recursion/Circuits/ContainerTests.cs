using System.Buffers.Binary;
using P2PProver.Fields;

namespace P2PProver.Recursion.Tests.Circuits;

public sealed class ContainerTests(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    [Fact]
    public void Container_ReadBack_IsTheSameProof()
    {
        RecursionProof proof = fixture.Leaf(0);
        RecursionProof read = RecursionProof.TryRead(fixture.Layout, proof.ToContainer()).ShouldNotBeNull();

        read.Statement.Values.ToArray().ShouldBe(proof.Statement.Values.ToArray());
        read.Bytes.ToArray().ShouldBe(proof.Bytes.ToArray());
        fixture.Verifier.Verify(read.Statement, read.Bytes.Span).IsValid.ShouldBeTrue();
    }

    [Fact]
    public void Container_TooShort_IsRefused()
    {
        byte[] container = fixture.Leaf(0).ToContainer();
        for (int length = 0; length < 1 + (sizeof(uint) * fixture.Layout.Count); length++)
        {
            RecursionProof.TryRead(fixture.Layout, container.AsMemory(0, length)).ShouldBeNull($"length {length}");
        }
    }

    [Fact]
    public void Container_OfAnotherVersionOrNotCanonical_IsRefused()
    {
        byte[] container = fixture.Leaf(0).ToContainer();
        byte[] other = [.. container];
        other[0]++;
        RecursionProof.TryRead(fixture.Layout, other).ShouldBeNull();
        for (int i = 0; i < fixture.Layout.Count; i++)
        {
            byte[] changed = [.. container];
            Span<byte> word = changed.AsSpan(1 + (sizeof(uint) * i), sizeof(uint));
            BinaryPrimitives.WriteUInt32LittleEndian(word, BinaryPrimitives.ReadUInt32LittleEndian(word) + KoalaBear.Modulus);
            RecursionProof.TryRead(fixture.Layout, changed).ShouldBeNull($"value {i}");
        }
    }

    [Fact]
    public void ShardNumbersOutOfRange_AreRefused()
    {
        KoalaBear[] values = fixture.Leaf(0).Statement.Values.ToArray();
        foreach (int place in new[] { fixture.Layout.FirstShard.Offset, fixture.Layout.ShardCount.Offset })
        {
            KoalaBear[] changed = [.. values];
            changed[place] = KoalaBear.FromCanonical(1u << Statement.ShardBits);
            Statement.TryRead(fixture.Layout, changed).ShouldBeNull();
        }

        values[fixture.Layout.ShardCount.Offset] = KoalaBear.Zero;
        Statement.TryRead(fixture.Layout, values).ShouldBeNull();
        Statement.TryRead(fixture.Layout, values.AsSpan(1)).ShouldBeNull();
    }
}
