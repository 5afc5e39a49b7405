using P2PProver.Fields;
using P2PProver.Testing;

namespace P2PProver.Hashing.Tests;

public sealed class KernelInliningTests
{
    [Fact]
    public async Task Kernels_EveryLevel_AreCompiledAsWritten()
    {
        IReadOnlyList<string> failures = await JitInlining.FailuresAsync(RunKernels, "P2PProver.Hashing.");
        failures.Where(f => !f.StartsWith("P2PProver.Hashing.Tests.", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static void RunKernels()
    {
        foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
        {
            PermuteKernel kernel = default;
            SimdLevel.Run(level, ref kernel);
            using FieldMatrix matrix = FieldMatrix.Zeros(64, 20);
            Digest8[] digests = new Digest8[64];
            RunFamily<Poseidon1W16>(level, matrix, digests);
            RunFamily<Poseidon2W16>(level, matrix, digests);
            KeccakHashing.HashRows(level, [new MatrixView(matrix)], 0, digests, Keccak32Family.DigestBytes);
            KeccakHashing.CompressPairs(level, new Digest8[64], new Digest8[64], digests, Keccak32Family.DigestBytes);
            KeccakX8.HashMany(level, new byte[64 * 40], 40, digests);
            new KeccakTranscript().PrepareSearch(1).TryFind(level, 0, 100, out _).ShouldBeTrue();
        }
    }

    private static void RunFamily<TPermutation>(InstructionSet level, FieldMatrix matrix, Digest8[] digests)
        where TPermutation : struct, IPermutation<TPermutation>
    {
        PoseidonHashing<TPermutation>.HashRows(level, [new MatrixView(matrix)], 0, digests);
        PoseidonHashing<TPermutation>.CompressPairs(level, new Digest8[64], new Digest8[64], digests);
        new DuplexTranscript<TPermutation>().PrepareSearch(1).TryFind(level, 0, 100, out _).ShouldBeTrue();
    }

    private readonly struct PermuteKernel : IPackedKernel
    {
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            Poseidon1W16.PermutePacked<T>(new T[48]);
            Poseidon2W16.PermutePacked<T>(new T[48]);
        }
    }
}
