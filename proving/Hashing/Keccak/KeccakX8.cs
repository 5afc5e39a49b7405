using System.Buffers.Binary;
using System.Runtime.InteropServices;
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
        KeccakLevel.Run(ref kernel);
    }

    internal static void HashMany(InstructionSet level, ReadOnlySpan<byte> messages, int messageBytes, Span<Digest8> digests)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(messageBytes);
        if (messages.Length != (long)messageBytes * digests.Length)
        {
            throw new ArgumentException("There must be a digest for each message and nothing left over.", nameof(messages));
        }

        HashKernel kernel = new(messages, messageBytes, digests);
        KeccakLevel.Run(level, ref kernel);
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

        public unsafe void Run<TLanes, TOps>()
            where TLanes : unmanaged
            where TOps : struct, IKeccakLanes<TLanes>
        {
            TLanes[] buffer = GC.AllocateUninitializedArray<TLanes>(KeccakSponge<TLanes, TOps>.PaddedLanes(_messageBytes));
            TLanes* state = stackalloc TLanes[StateLanes];
            for (int first = 0; first < _digests.Length; first += TOps.Count)
            {
                int count = int.Min(TOps.Count, _digests.Length - first);
                Array.Clear(buffer);
                for (int k = 0; k < count; k++)
                {
                    ReadOnlySpan<byte> message = _messages.Slice((first + k) * _messageBytes, _messageBytes);
                    Spread(message, MemoryMarshal.Cast<TLanes, ulong>(buffer.AsSpan()), TOps.Count, k);
                }

                KeccakSponge<TLanes, TOps>.Pad(buffer, _messageBytes);
                KeccakSponge<TLanes, TOps>.Absorb(buffer, state);
                KeccakSponge<TLanes, TOps>.Extract(state, _digests.Slice(first, count));
            }
        }

        /// <summary>Writes the words of one message into its lane.</summary>
        private static void Spread(ReadOnlySpan<byte> message, Span<ulong> words, int lanes, int lane)
        {
            ReadOnlySpan<byte> rest = message;
            int position = lane;
            for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..], position += lanes)
            {
                words[position] = BinaryPrimitives.ReadUInt64LittleEndian(rest);
            }

            for (int i = 0; i < rest.Length; i++)
            {
                words[position] |= (ulong)rest[i] << (8 * i);
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
