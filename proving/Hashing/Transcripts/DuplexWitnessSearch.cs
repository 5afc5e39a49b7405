using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// Tries witnesses of a duplex transcript, one a lane: each costs one permutation, after which the element that the transcript would
/// sample first must end in zero bits.
/// </summary>
internal sealed class DuplexWitnessSearch<TPermutation> : IWitnessSearch
    where TPermutation : struct, IPermutation<TPermutation>
{
    private const int SampledElement = 7;
    private const int Batches = 2;

    private readonly KoalaBear[] _state;
    private readonly int _position;
    private readonly uint _mask;

    /// <summary>Prepares a search.</summary>
    /// <param name="state">The state as the permutation sees it, apart from the witness.</param>
    /// <param name="position">The element that the witness takes.</param>
    /// <param name="mask">The bits that must be zero.</param>
    public DuplexWitnessSearch(KoalaBear[] state, int position, uint mask)
    {
        _state = state;
        _position = position;
        _mask = mask;
    }

    public bool TryFind(uint first, uint count, out uint witness)
    {
        return TryFind(SimdLevel.Current, first, count, out witness);
    }

    /// <summary>As the other overload, on registers of a given level.</summary>
    internal bool TryFind(InstructionSet level, uint first, uint count, out uint witness)
    {
        Kernel kernel = new(this, first, count);
        SimdLevel.Run(level, ref kernel);
        witness = kernel.Witness;
        return kernel.Found;
    }

    private struct Kernel : IPackedKernel
    {
        private readonly DuplexWitnessSearch<TPermutation> _search;
        private readonly uint _first;
        private readonly uint _count;

        public Kernel(DuplexWitnessSearch<TPermutation> search, uint first, uint count)
        {
            _search = search;
            _first = first;
            _count = count;
        }

        public bool Found { get; private set; }

        public uint Witness { get; private set; }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            Span<T> states = stackalloc T[Batches * TPermutation.Width];
            Span<uint> words = stackalloc uint[Batches * T.Lanes];
            for (uint done = 0; done < _count && !Found; done += (uint)words.Length)
            {
                for (int i = 0; i < words.Length; i++)
                {
                    words[i] = _first + done + (uint)i;
                }

                Permute(states, words);
                Scan(words, done);
            }
        }

        /// <summary>Replaces witnesses, lane by lane, by the canonical element that each leads to.</summary>
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private readonly void Permute<T>(Span<T> states, Span<uint> words)
            where T : unmanaged, IPacked<T>
        {
            int width = TPermutation.Width;
            for (int batch = 0; batch < Batches; batch++)
            {
                for (int i = 0; i < width; i++)
                {
                    states[(batch * width) + i] = T.Broadcast(_search._state[i]);
                }

                T canonical = T.Load(ref words[batch * T.Lanes]);
                states[(batch * width) + _search._position] = T.MulScalar(canonical, MontgomeryWord.R2);
            }

            TPermutation.PermutePacked(states);
            for (int batch = 0; batch < Batches; batch++)
            {
                // A product with the word one is the Montgomery reduction.
                T.Store(T.MulScalar(states[(batch * width) + SampledElement], 1), ref words[batch * T.Lanes]);
            }
        }

        private void Scan(ReadOnlySpan<uint> words, uint done)
        {
            int end = (int)uint.Min((uint)words.Length, _count - done);
            for (int i = 0; i < end && !Found; i++)
            {
                if ((words[i] & _search._mask) == 0)
                {
                    Found = true;
                    Witness = _first + done + (uint)i;
                }
            }
        }
    }
}
