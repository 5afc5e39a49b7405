using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// Keccak-256 of many messages of one length: eight at once with AVX-512, four with AVX2, otherwise one after the other.
/// </summary>
public static class KeccakX8
{
    /// <summary>States that <see cref="Permute"/> takes.</summary>
    public const int StateCount = 8;

    private const int StateLanes = 25;

    /// <summary>Bytes of each message that are transposed at a time.</summary>
    private const int GroupBytes = 4 * sizeof(ulong);

    /// <summary>Hashes messages that lie one behind the other.</summary>
    /// <param name="messages">All messages, a multiple of the length.</param>
    /// <param name="messageBytes">Bytes of one message, at least one.</param>
    /// <param name="digests">Receives a digest for each message.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public static void HashMany(ReadOnlySpan<byte> messages, int messageBytes, Span<Digest8> digests)
    {
        HashMany(SimdLevel.Current, messages, messageBytes, digests);
    }

    /// <summary>Applies Keccak-f[1600] to eight interleaved states: word 8 i + k is lane i of state k.</summary>
    /// <exception cref="ArgumentException">There are not exactly 200 words.</exception>
    public static void Permute(Span<ulong> states)
    {
        if (states.Length != StateCount * StateLanes)
        {
            throw new ArgumentException("Eight states have exactly 200 lanes.", nameof(states));
        }

        PermuteKernel kernel = new(states);
        KeccakLevel.Run(SimdLevel.Current, ref kernel);
    }

    internal static void HashMany(InstructionSet level, ReadOnlySpan<byte> messages, int messageBytes, Span<Digest8> digests)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(messageBytes);
        if (messages.Length != (long)messageBytes * digests.Length)
        {
            throw new ArgumentException("There must be a digest for each message and nothing left over.", nameof(messages));
        }

        HashKernel kernel = new(messages, messageBytes, digests);
        KeccakLevel.Run(KeccakLevel.For(level, digests.Length), ref kernel);
    }

    private readonly ref struct HashKernel : IKeccakKernel
    {
        private readonly ReadOnlySpan<byte> _messages;
        private readonly int _messageBytes;
        private readonly Span<Digest8> _digests;

        public HashKernel(ReadOnlySpan<byte> messages, int messageBytes, Span<Digest8> digests)
        {
            _messages = messages;
            _messageBytes = messageBytes;
            _digests = digests;
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public unsafe void Run<TLanes, TOps>()
            where TLanes : unmanaged
            where TOps : struct, IKeccakLanes<TLanes>
        {
            Span<TLanes> state = Scratch.Align<TLanes>(stackalloc byte[Scratch.Bytes<TLanes>(StateLanes)]);
            byte* tails = stackalloc byte[TOps.Count * GroupBytes];
            fixed (byte* messages = _messages)
            fixed (Digest8* digests = _digests)
            fixed (TLanes* pointer = state)
            {
                for (int done = 0; done < _digests.Length; done += TOps.Count)
                {
                    // A last, incomplete batch is moved back to end with the messages: some are hashed twice, to the same result.
                    int first = int.Min(done, _digests.Length - TOps.Count);

                    // SAFETY: there are Count messages and digests from the first on, and the state has 25 registers.
                    state.Clear();
                    Absorb<TLanes, TOps>(messages + ((nint)first * _messageBytes), tails, pointer);
                    KeccakSponge<TLanes, TOps>.Extract(pointer, digests + first);
                }
            }
        }

        /// <summary>Groups of four words from where they are, and what is left over from a padded copy.</summary>
        private unsafe void Absorb<TLanes, TOps>(byte* messages, byte* tails, TLanes* state)
            where TLanes : unmanaged
            where TOps : struct, IKeccakLanes<TLanes>
        {
            int whole = _messageBytes - (_messageBytes % Keccak256.RateBytes);
            int grouped = _messageBytes - ((_messageBytes - whole) % GroupBytes);
            int rest = _messageBytes - grouped;
            for (nint block = 0; block < whole; block += Keccak256.RateBytes)
            {
                KeccakSponge<TLanes, TOps>.AbsorbBlock(state, messages + block, _messageBytes);
            }

            TLanes* lanes = state;
            for (nint group = whole; group < grouped; group += GroupBytes, lanes += GroupBytes / sizeof(ulong))
            {
                KeccakSponge<TLanes, TOps>.AbsorbFour(lanes, messages + group, _messageBytes);
            }

            if (rest == 0)
            {
                KeccakSponge<TLanes, TOps>.Xor(lanes, TOps.Broadcast(0x01));
            }
            else
            {
                WriteTails(messages + grouped, rest, TOps.Count, tails);

                // Behind four groups one word of the rate is left: the tail then has at most seven bytes, and its other words are zero.
                KeccakSponge<TLanes, TOps>.AbsorbFour(lanes, tails, GroupBytes);
            }

            KeccakSponge<TLanes, TOps>.Xor(state + Keccak256.RateLanes - 1, TOps.Broadcast(0x80UL << 56));
            KeccakF1600<TLanes, TOps>.Permute(state);
        }

        /// <summary>Copies the last bytes of each message, with the beginning of the padding behind them.</summary>
        private unsafe void WriteTails(byte* rests, int restBytes, int count, byte* tails)
        {
            for (nint k = 0; k < count; k++)
            {
                // SAFETY: each message has so many bytes left, fewer than a group, and each copy the room of one group.
                Span<byte> tail = new(tails + (k * GroupBytes), GroupBytes);
                tail.Clear();
                new ReadOnlySpan<byte>(rests + (k * _messageBytes), restBytes).CopyTo(tail);
                tail[restBytes] = 0x01;
            }
        }
    }

    private readonly ref struct PermuteKernel : IKeccakKernel
    {
        private readonly Span<ulong> _states;

        public PermuteKernel(Span<ulong> states)
        {
            _states = states;
        }

        public unsafe void Run<TLanes, TOps>()
            where TLanes : unmanaged
            where TOps : struct, IKeccakLanes<TLanes>
        {
            TLanes* state = stackalloc TLanes[StateLanes];
            Span<ulong> words = new(state, StateLanes * TOps.Count);
            for (int first = 0; first < StateCount; first += TOps.Count)
            {
                // SAFETY: the local state has 25 registers of Count words each.
                for (int i = 0; i < StateLanes; i++)
                {
                    _states.Slice((i * StateCount) + first, TOps.Count).CopyTo(words[(i * TOps.Count)..]);
                }

                KeccakF1600<TLanes, TOps>.Permute(state);
                for (int i = 0; i < StateLanes; i++)
                {
                    words.Slice(i * TOps.Count, TOps.Count).CopyTo(_states[((i * StateCount) + first)..]);
                }
            }
        }
    }
}
