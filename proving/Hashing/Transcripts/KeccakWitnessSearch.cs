using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Tries witnesses of a Keccak transcript: one permutation for each, several at once.</summary>
internal sealed class KeccakWitnessSearch : IWitnessSearch
{
    /// <summary>Registers of witnesses written at a time: a register that was written in words just before it is read stalls.</summary>
    private const int StepsAhead = 16;

    // The input is 32 bytes of state, four of witness, and the padding: lanes 0 to 3, lane 4 and the last lane of the rate.
    private const int WitnessLane = Keccak256.DigestLanes;
    private const ulong FirstPadding = 0x01UL << 32;
    private const ulong LastPadding = 0x80UL << 56;

    private readonly ulong[] _state;
    private readonly uint _mask;

    /// <summary>Prepares a search.</summary>
    /// <param name="state">The 32 bytes before the witness.</param>
    /// <param name="mask">The low bits of the hash, read as an integer, that must be zero.</param>
    public KeccakWitnessSearch(ReadOnlySpan<byte> state, uint mask)
    {
        _state = MemoryMarshal.Cast<byte, ulong>(state).ToArray();
        _mask = mask;
    }

    public bool TryFind(uint first, uint count, out uint witness)
    {
        return TryFind(SimdLevel.Current, first, count, out witness);
    }

    /// <summary>As the other overload, with as many states at once as a given level allows.</summary>
    internal bool TryFind(InstructionSet level, uint first, uint count, out uint witness)
    {
        Kernel kernel = new(this, first, count);
        KeccakLevel.Run(level, ref kernel);
        witness = kernel.Witness;
        return kernel.Found;
    }

    private struct Kernel : IKeccakKernel
    {
        private readonly KeccakWitnessSearch _search;
        private readonly uint _first;
        private readonly uint _count;

        public Kernel(KeccakWitnessSearch search, uint first, uint count)
        {
            _search = search;
            _first = first;
            _count = count;
        }

        public bool Found { get; private set; }

        public uint Witness { get; private set; }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public unsafe void Run<TLanes, TOps>()
            where TLanes : unmanaged
            where TOps : struct, IKeccakLanes<TLanes>
        {
            Span<TLanes> state = Scratch.Align<TLanes>(stackalloc byte[Scratch.Bytes<TLanes>(KeccakSponge<TLanes, TOps>.StateLanes)]);
            Span<TLanes> witnesses = Scratch.Align<TLanes>(stackalloc byte[Scratch.Bytes<TLanes>(StepsAhead)]);
            Span<ulong> witnessWords = MemoryMarshal.Cast<TLanes, ulong>(witnesses);
            Span<ulong> hashWords = MemoryMarshal.Cast<TLanes, ulong>(state).Slice((Keccak256.DigestLanes - 1) * TOps.Count, TOps.Count);
            fixed (TLanes* pointer = state)
            {
                for (uint done = 0; done < _count && !Found; done += (uint)TOps.Count)
                {
                    int step = (int)(done / (uint)TOps.Count) % StepsAhead;
                    if (step == 0)
                    {
                        WriteWitnesses(witnessWords, _first + done);
                    }

                    state.Clear();
                    for (int i = 0; i < WitnessLane; i++)
                    {
                        state[i] = TOps.Broadcast(_search._state[i]);
                    }

                    state[WitnessLane] = witnesses[step];
                    state[Keccak256.RateLanes - 1] = TOps.Broadcast(LastPadding);

                    // SAFETY: the state has 25 registers and does not move while it is fixed.
                    KeccakF1600<TLanes, TOps>.Permute(pointer);
                    Scan(hashWords, done);
                }
            }
        }

        private static void WriteWitnesses(Span<ulong> words, uint first)
        {
            for (int k = 0; k < words.Length; k++)
            {
                words[k] = FirstPadding | BinaryPrimitives.ReverseEndianness(first + (uint)k);
            }
        }

        private void Scan(ReadOnlySpan<ulong> lastLanes, uint done)
        {
            int end = (int)uint.Min((uint)lastLanes.Length, _count - done);
            for (int k = 0; k < end && !Found; k++)
            {
                // The last four bytes of the hash are the high half of the last lane, in the order of a big-endian integer.
                if ((BinaryPrimitives.ReverseEndianness((uint)(lastLanes[k] >> 32)) & _search._mask) == 0)
                {
                    Found = true;
                    Witness = _first + done + (uint)k;
                }
            }
        }
    }
}
