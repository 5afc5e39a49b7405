using System.Buffers.Binary;
using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>What the Keccak families share beyond the laws.</summary>
public abstract class KeccakFamilyTests<TFamily> : HashFamilyTests<TFamily>
    where TFamily : struct, IHashFamily<TFamily>
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(40)]
    public void HashRow_KnownLayout_IsTagThenBigEndianCanonicalWords(int width)
    {
        KoalaBear[] row = Elements.Random(new Prng(9), width);
        byte[] message = new byte[8 + (4 * ((width + 7) / 8 * 8))];
        for (int i = 0; i < width; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8 + (4 * i)), row[i].ToCanonical());
        }

        TFamily.HashRow(row).ShouldBe(Truncated(message));
    }

    [Fact]
    public void Compress_KnownLayout_IsBothChildrenInFull()
    {
        Digest8[] children = HashLaws<TFamily>.RandomDigests(new Prng(10), 2);
        TFamily.Compress(children[0], children[1]).ShouldBe(Truncated([.. children[0].Bytes, .. children[1].Bytes]));
    }

    [Fact]
    public void Lengths_LeavesAndNodes_AreNeverEqual()
    {
        // A leaf has 8 + 32 k bytes, a node 64.
        for (int width = 1; width <= 100; width++)
        {
            int leafBytes = KeccakHashing.TagBytes + (4 * ((width + 7) / 8 * 8));
            (leafBytes % 32).ShouldBe(8);
        }
    }

    [Fact]
    public void Batches_EveryLevel_AgreeWithSingleHashes()
    {
        Prng prng = new(11);
        using FieldMatrix matrix = HashLaws<TFamily>.RandomMatrix(prng, 45, 70, 0);
        Digest8[] expected = [.. Enumerable.Range(0, 45).Select(i => TFamily.HashRow(matrix.Row(i)))];
        foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
        {
            Digest8[] digests = new Digest8[45];
            KeccakHashing.HashRows(level, [new MatrixView(matrix)], 0, digests, TFamily.DigestBytes);
            digests.ShouldBe(expected, level.ToString());
            Digest8[] parents = new Digest8[22];
            KeccakHashing.CompressPairs(level, expected.AsSpan(0, 22), expected.AsSpan(22, 22), parents, TFamily.DigestBytes);
            parents.ShouldBe(Enumerable.Range(0, 22).Select(i => TFamily.Compress(expected[i], expected[22 + i])), level.ToString());
        }
    }

    [Fact]
    public void Digest_BytesBehindItsEnd_AreInvalid()
    {
        for (int i = 0; i < 32; i++)
        {
            byte[] bytes = new byte[32];
            bytes[i] = 1;
            TFamily.IsValid(Digest8.FromBytes(bytes)).ShouldBe(i < TFamily.DigestBytes, $"byte {i}");
        }
    }

    private static Digest8 Truncated(byte[] message)
    {
        byte[] hash = Keccak256.Hash(message);
        hash.AsSpan(TFamily.DigestBytes).Clear();
        return Digest8.FromBytes(hash);
    }
}
