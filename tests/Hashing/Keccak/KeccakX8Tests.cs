using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

public sealed class KeccakX8Tests
{
    [Fact]
    public void HashMany_EveryLevelAndCount_AgreesWithTheScalarForm()
    {
        Prng prng = new(2);
        foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
        {
            foreach (int length in new[] { 1, 8, 31, 32, 33, 36, 64, 100, 127, 128, 129, 134, 135, 136, 137, 264, 271, 272, 300, 408 })
            {
                int count = prng.NextInt(1, 30);
                byte[] messages = new byte[count * length];
                prng.NextBytes(messages);
                Digest8[] digests = new Digest8[count];
                KeccakX8.HashMany(level, messages, length, digests);
                for (int i = 0; i < count; i++)
                {
                    byte[] expected = Keccak256.Hash(messages.AsSpan(i * length, length));
                    digests[i].Bytes.ToArray().ShouldBe(expected, $"{level}, {length} bytes, message {i} of {count}, seed {prng.Seed}");
                }
            }
        }
    }

    [Fact]
    public void Permute_EightStates_AgreesWithTheDefinition()
    {
        Prng prng = new(3);
        ulong[] states = [.. Enumerable.Range(0, 200).Select(_ => prng.NextUInt64())];
        ulong[][] expected = [.. Enumerable.Range(0, 8).Select(k => Enumerable.Range(0, 25).Select(i => states[(8 * i) + k]).ToArray())];
        KeccakX8.Permute(states);
        for (int k = 0; k < 8; k++)
        {
            PlainKeccak.Permute(expected[k]);
            Enumerable.Range(0, 25).Select(i => states[(8 * i) + k]).ShouldBe(expected[k], $"state {k}, seed {prng.Seed}");
        }
    }

    [Fact]
    public void Arguments_LengthsThatDisagree_AreRefused()
    {
        Should.Throw<ArgumentException>(() => KeccakX8.HashMany(new byte[10], 3, new Digest8[3]));
        Should.Throw<ArgumentException>(() => KeccakX8.HashMany(new byte[9], 3, new Digest8[2]));
        Should.Throw<ArgumentOutOfRangeException>(() => KeccakX8.HashMany([], 0, []));
        Should.Throw<ArgumentException>(() => KeccakX8.Permute(new ulong[199]));
    }
}
