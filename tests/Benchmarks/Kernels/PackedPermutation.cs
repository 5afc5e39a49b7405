using System.Runtime.InteropServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Benchmarks;

/// <summary>Two batches of states of one permutation at one instruction set, in the first-level cache.</summary>
internal sealed unsafe class PackedPermutation<TPermutation> : IDisposable
    where TPermutation : struct, IPermutation<TPermutation>
{
    private const int Batches = 2;
    private const int Rounds = 5000;

    private readonly InstructionSet _level;
    private readonly FieldBuffer _states;

    public PackedPermutation(InstructionSet level, ulong seed)
    {
        _level = level;
        _states = FieldBufferPool.Shared.Rent(Batches * TPermutation.Width * Packed16.Lanes);
        Prng prng = new(seed);
        foreach (ref uint word in _states.Span)
        {
            word = prng.NextField().Montgomery;
        }
    }

    private int Lanes => _level switch
    {
        InstructionSet.Avx512 => Packed16.Lanes,
        InstructionSet.Avx2 => Packed8.Lanes,
        _ => Packed1.Lanes,
    };

    public Benchmark Benchmark()
    {
        return new(
            TPermutation.Name,
            $"{_level}, {Batches} batches",
            "permutations",
            (double)Rounds * Batches * Lanes,
            Check,
            () => Run(Rounds));
    }

    public void Dispose()
    {
        _states.Dispose();
    }

    private void Run(int rounds)
    {
        Kernel kernel = new() { States = _states.Pointer, Rounds = rounds };
        SimdLevel.Run(_level, ref kernel);
    }

    /// <summary>The first lane of the first batch against the scalar form.</summary>
    private void Check()
    {
        KoalaBear[] expected = Lane();
        TPermutation.Permute(expected);
        Run(1);
        if (!Lane().SequenceEqual(expected))
        {
            throw new InvalidOperationException("the packed permutation is wrong");
        }
    }

    private KoalaBear[] Lane()
    {
        return [.. Enumerable.Range(0, TPermutation.Width).Select(i => KoalaBear.FromMontgomery(_states.Span[i * Lanes]))];
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Kernel : IPackedKernel
    {
        public required uint* States { get; init; }

        public required int Rounds { get; init; }

        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            // SAFETY: the buffer holds two batches of the widest registers.
            Span<T> states = new(States, Batches * TPermutation.Width);
            for (int round = 0; round < Rounds; round++)
            {
                TPermutation.PermutePacked(states);
            }
        }
    }
}
