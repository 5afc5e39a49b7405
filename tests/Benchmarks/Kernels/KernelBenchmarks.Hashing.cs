using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Benchmarks;

/// <content>Permutations, Keccak, Merkle trees and grinding.</content>
public static partial class KernelBenchmarks
{
    private const int KeccakRounds = 20_000;
    private const int MerkleLog = 16;
    private const int MerkleWidth = 100;
    private const int GrindBits = 18;
    private const int Queries = 86;

    /// <summary>Benchmarks of P2PProver.Hashing. Each sets itself up when the enumeration reaches it, and is gone when it goes on.</summary>
    /// <param name="threads">Threads of the benchmarks that can use more than one.</param>
    public static IEnumerable<Benchmark> Hashing(int threads)
    {
        IEnumerable<Benchmark> benchmarks = Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported).SelectMany(Permutations)
            .Concat([KeccakPermutations(), KeccakNodes()])
            .Concat(Merkle<Poseidon2Family>(1, PoseidonPermutations))
            .Concat(Merkle<Poseidon1Family>(1, PoseidonPermutations))
            .Concat(Merkle<Keccak32Family>(1, KeccakPermutations))
            .Concat(Openings<Poseidon2Family>())
            .Concat([Grind("poseidon2-16", new DuplexTranscript<Poseidon2W16>(), 1), Grind("keccak256", new KeccakTranscript(), 1)]);
        return threads > 1 ? benchmarks.Concat(Merkle<Poseidon2Family>(threads, PoseidonPermutations)) : benchmarks;
    }

    private static IEnumerable<Benchmark> Permutations(InstructionSet level)
    {
        using PackedPermutation<Poseidon2W16> poseidon2 = new(level, FieldSeed);
        yield return poseidon2.Benchmark();
        using PackedPermutation<Poseidon1W16> poseidon1 = new(level, FieldSeed);
        yield return poseidon1.Benchmark();
    }

    private static Benchmark KeccakPermutations()
    {
        ulong[] states = new ulong[25 * KeccakX8.StateCount];
        return new(
            "keccak-f1600",
            $"{SimdLevel.Current}, eight states",
            "permutations",
            KeccakX8.StateCount * (double)KeccakRounds,
            () =>
            {
                // The first lane of Keccak-f[1600] on zeros, from the Keccak team's intermediate values.
                ulong[] zeros = new ulong[states.Length];
                KeccakX8.Permute(zeros);
                Require(zeros.Take(KeccakX8.StateCount).All(lane => lane == 0xF1258F7940E1DDE7), "the permutation of zeros is wrong");
            },
            () =>
            {
                for (int i = 0; i < KeccakRounds; i++)
                {
                    KeccakX8.Permute(states);
                }
            });
    }

    private static Benchmark KeccakNodes()
    {
        const int Nodes = 1 << 14;
        Digest8[] children = new Digest8[Nodes];
        Digest8[] parents = new Digest8[Nodes];
        return new(
            "keccak-nodes",
            $"{Nodes} pairs of digests",
            "permutations",
            Nodes,
            () =>
            {
                Keccak32Family.CompressPairs(children, children, parents);
                Require(parents.All(p => p == Keccak32Family.Compress(children[0], children[0])), "a parent is wrong");
            },
            () => Keccak32Family.CompressPairs(children, children, parents));
    }

    private static IEnumerable<Benchmark> Merkle<TFamily>(int threads, Func<int, double> permutationsPerRow)
        where TFamily : struct, IHashFamily<TFamily>
    {
        using FieldMatrix matrix = RandomMatrix(1 << MerkleLog, MerkleWidth);
        yield return new(
            $"merkle-{TFamily.Name}",
            $"2^{MerkleLog} x {MerkleWidth}, {threads} threads",
            "permutations",
            (1 << MerkleLog) * (permutationsPerRow(MerkleWidth) + 1),
            CheckMerkle<TFamily>,
            () => MerkleTree<TFamily>.Commit([matrix], 4, threads).Dispose());
    }

    private static double PoseidonPermutations(int width)
    {
        return (width + 7) / 8;
    }

    private static double KeccakPermutations(int width)
    {
        return ((8 + (4 * ((width + 7) / 8 * 8))) / Keccak256.RateBytes) + 1;
    }

    /// <summary>The root over single hashes agrees with the tree.</summary>
    private static void CheckMerkle<TFamily>()
        where TFamily : struct, IHashFamily<TFamily>
    {
        using FieldMatrix matrix = RandomMatrix(64, MerkleWidth);
        using MerkleTree<TFamily> tree = MerkleTree<TFamily>.Commit([matrix], 0, 2);
        Digest8[] layer = [.. Enumerable.Range(0, matrix.Height).Select(i => TFamily.HashRow(matrix.Row(i)))];
        while (layer.Length > 1)
        {
            int half = layer.Length / 2;
            layer = [.. Enumerable.Range(0, half).Select(i => TFamily.Compress(layer[i], layer[i + half]))];
        }

        Require(layer[0] == tree.Cap[0], "the root is wrong");
    }

    private static IEnumerable<Benchmark> Openings<TFamily>()
        where TFamily : struct, IHashFamily<TFamily>
    {
        using FieldMatrix matrix = RandomMatrix(1 << 13, 300);
        using MerkleTree<TFamily> tree = MerkleTree<TFamily>.Commit([matrix], 4, 1);
        Prng prng = new(FieldSeed);
        int[] indices = [.. Enumerable.Range(0, Queries).Select(_ => prng.NextInt(matrix.Height))];
        Digest8[] cap = tree.Cap.ToArray();
        MerkleShape shape = tree.Shape;
        MerkleOpening opening = tree.OpenMulti(indices);
        yield return new(
            "merkle-verify",
            $"{TFamily.Name}, 2^13 x 300, {Queries} queries",
            "openings",
            Queries,
            () => Require(MerkleVerifier<TFamily>.Verify(shape, cap, indices, opening.Rows, opening.Siblings), "a valid opening is refused"),
            () => MerkleVerifier<TFamily>.Verify(shape, cap, indices, opening.Rows, opening.Siblings));
    }

    private static Benchmark Grind(string name, ITranscript transcript, int threads)
    {
        transcript.Observe(KoalaBear.One);
        uint witness = transcript.Clone().Grind(GrindBits, threads);
        return new(
            $"grind-{name}",
            $"{GrindBits} bits, {threads} threads",
            "witnesses",
            witness + 1.0,
            () => Require(transcript.Clone().CheckWitness(GrindBits, KoalaBear.FromCanonical(witness)), "the witness is wrong"),
            () => transcript.Clone().Grind(GrindBits, threads));
    }
}
