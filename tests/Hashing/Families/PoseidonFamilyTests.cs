using System.Buffers.Binary;
using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>What the Poseidon families share beyond the laws.</summary>
public abstract class PoseidonFamilyTests<TFamily, TPermutation> : HashFamilyTests<TFamily>
    where TFamily : struct, IHashFamily<TFamily>
    where TPermutation : struct, IPermutation<TPermutation>
{
    [Fact]
    public void HashRow_PaddedRow_IsTheSponge()
    {
        Prng prng = new(7);
        KoalaBear[] row = [.. Elements.Random(prng, 19), .. new KoalaBear[5]];
        TFamily.HashRow(row.AsSpan(0, 19)).ShouldBe(Sponge<TPermutation>.Hash(row));
    }

    [Fact]
    public void Batches_EveryLevel_AgreeWithSingleHashes()
    {
        Prng prng = new(8);
        using FieldMatrix matrix = HashLaws<TFamily>.RandomMatrix(prng, 77, 21, 0);
        Digest8[] expected = [.. Enumerable.Range(0, 77).Select(i => TFamily.HashRow(matrix.Row(i)))];
        foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
        {
            Digest8[] digests = new Digest8[77];
            PoseidonHashing<TPermutation>.HashRows(level, [new MatrixView(matrix)], 0, digests);
            digests.ShouldBe(expected, level.ToString());
            Digest8[] parents = new Digest8[38];
            PoseidonHashing<TPermutation>.CompressPairs(level, expected.AsSpan(0, 38), expected.AsSpan(38, 38), parents);
            parents.ShouldBe(Enumerable.Range(0, 38).Select(i => TFamily.Compress(expected[i], expected[38 + i])), level.ToString());
        }
    }

    [Fact]
    public void Digest_WordsNotBelowTheModulus_AreRefused()
    {
        for (int i = 0; i < 8; i++)
        {
            byte[] bytes = new byte[32];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), KoalaBear.Modulus);
            TFamily.TryReadDigest(bytes, out _).ShouldBeFalse();
            TFamily.IsValid(Digest8.FromBytes(bytes)).ShouldBeFalse();
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), KoalaBear.Modulus - 1);
            TFamily.TryReadDigest(bytes, out _).ShouldBeTrue();
        }
    }
}
