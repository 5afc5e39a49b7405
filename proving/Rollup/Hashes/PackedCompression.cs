using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// <see cref="RollupHash.Compress"/> of many pairs, one pair a lane and two registers' worth interleaved. The scalar twin is that method.
/// </summary>
public static class PackedCompression
{
    private const int Width = 16;
    private const int Batches = 2;

    /// <summary>Pairs that fill the registers of this machine once: the best unit of work.</summary>
    public static int GroupSize => Batches * SimdLevel.Lanes;

    /// <summary>results[i] = H(left[i], right[i]). Results may overwrite the inputs of the same index.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Compress(ReadOnlySpan<Digest8> left, ReadOnlySpan<Digest8> right, Span<Digest8> results) =>
        Compress(SimdLevel.Current, left, right, results);

    /// <summary>The same at a given instruction set.</summary>
    public static void Compress(InstructionSet level, ReadOnlySpan<Digest8> left, ReadOnlySpan<Digest8> right, Span<Digest8> results)
    {
        if (left.Length != results.Length || right.Length != results.Length)
        {
            throw new ArgumentException("There must be a left and a right side for each result.", nameof(results));
        }

        Kernel kernel = new(left, right, results);
        SimdLevel.Run(level, ref kernel);
    }

    private readonly ref struct Kernel(ReadOnlySpan<Digest8> left, ReadOnlySpan<Digest8> right, Span<Digest8> results) : IPackedKernel
    {
        private readonly ReadOnlySpan<uint> _left = MemoryMarshal.Cast<Digest8, uint>(left);
        private readonly ReadOnlySpan<uint> _right = MemoryMarshal.Cast<Digest8, uint>(right);
        private readonly Span<uint> _results = MemoryMarshal.Cast<Digest8, uint>(results);

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        [SkipLocalsInit]
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            Span<T> inputs = stackalloc T[Batches * Width];
            Span<T> states = stackalloc T[Batches * Width];
            Span<uint> words = MemoryMarshal.Cast<T, uint>(inputs);
            words.Clear();
            int count = _results.Length / Digest8.WordCount;
            for (int first = 0; first < count; first += Batches * T.Lanes)
            {
                int pairs = int.Min(Batches * T.Lanes, count - first);
                int batches = (pairs + T.Lanes - 1) / T.Lanes;
                Gather(first, pairs, T.Lanes, words);
                inputs.CopyTo(states);
                Poseidon1W16.PermutePacked(states[..(batches * Width)]);
                FeedForward(inputs, states, batches);
                Scatter(first, pairs, T.Lanes, MemoryMarshal.Cast<T, uint>(states));
            }
        }

        /// <summary>Adds the first eight elements of the input to those of the permuted state, in every batch.</summary>
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private static void FeedForward<T>(ReadOnlySpan<T> inputs, Span<T> states, int batches)
            where T : unmanaged, IPacked<T>
        {
            for (int batch = 0; batch < batches; batch++)
            {
                for (int i = 0; i < Digest8.WordCount; i++)
                {
                    states[(batch * Width) + i] += inputs[(batch * Width) + i];
                }
            }
        }

        /// <summary>Register i of a batch gets element i of its pairs, one pair a lane; lanes without a pair keep what they had.</summary>
        private void Gather(int first, int pairs, int lanes, Span<uint> words)
        {
            for (int pair = 0; pair < pairs; pair++)
            {
                int source = (first + pair) * Digest8.WordCount;
                int place = ((pair / lanes) * lanes * Width) + (pair % lanes);
                for (int i = 0; i < Digest8.WordCount; i++)
                {
                    words[place + (i * lanes)] = _left[source + i];
                    words[place + ((Digest8.WordCount + i) * lanes)] = _right[source + i];
                }
            }
        }

        private void Scatter(int first, int pairs, int lanes, ReadOnlySpan<uint> words)
        {
            for (int pair = 0; pair < pairs; pair++)
            {
                int target = (first + pair) * Digest8.WordCount;
                int place = ((pair / lanes) * lanes * Width) + (pair % lanes);
                for (int i = 0; i < Digest8.WordCount; i++)
                {
                    _results[target + i] = words[place + (i * lanes)];
                }
            }
        }
    }
}
