using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace P2PProver.Hashing;

/// <summary>
/// Keccak-256 of several messages of one length at once. Messages are given lane-major: register i holds the i-th 64-bit word,
/// little-endian, of every message, one message a lane.
/// </summary>
internal static unsafe class KeccakSponge<TLanes, TOps>
    where TLanes : unmanaged
    where TOps : struct, IKeccakLanes<TLanes>
{
    /// <summary>Registers that messages of the given length need with their padding.</summary>
    public static int PaddedLanes(int messageBytes)
    {
        return ((messageBytes / Keccak256.RateBytes) + 1) * Keccak256.RateLanes;
    }

    /// <summary>Zeroes the registers behind the last full word and sets the padding; the last word, if not full, must be zero there.</summary>
    public static void Pad(Span<TLanes> message, int messageBytes)
    {
        int full = messageBytes / sizeof(ulong);
        int begun = (messageBytes + sizeof(ulong) - 1) / sizeof(ulong);
        message[begun..].Clear();
        TLanes first = TOps.Broadcast(0x01UL << (8 * (messageBytes % sizeof(ulong))));
        message[full] = TOps.Xor(message[full], first);
        message[^1] = TOps.Xor(message[^1], TOps.Broadcast(0x80UL << 56));
    }

    /// <summary>Hashes padded messages; the first four registers of the state are the digests' words.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Absorb(ReadOnlySpan<TLanes> message, TLanes* state)
    {
        new Span<TLanes>(state, KeccakF1600<TLanes, TOps>.LaneCount).Clear();
        fixed (TLanes* words = message)
        {
            // SAFETY: the message is a whole number of blocks of 17 registers, the state has 25.
            for (nint block = 0; block < message.Length; block += Keccak256.RateLanes)
            {
                for (nint i = 0; i < Keccak256.RateLanes; i++)
                {
                    state[i] = TOps.Xor(state[i], words[block + i]);
                }

                KeccakF1600<TLanes, TOps>.Permute(state);
            }
        }
    }

    /// <summary>Writes the first count digests, at most one a lane.</summary>
    public static void Extract(TLanes* state, Span<Digest8> digests)
    {
        // SAFETY: the four registers read are the beginning of a state of 25.
        ReadOnlySpan<ulong> words = new(state, Keccak256.DigestLanes * TOps.Count);
        Span<ulong> destination = MemoryMarshal.Cast<Digest8, ulong>(digests);
        for (int message = 0; message < digests.Length; message++)
        {
            for (int i = 0; i < Keccak256.DigestLanes; i++)
            {
                destination[(message * Keccak256.DigestLanes) + i] = words[(i * TOps.Count) + message];
            }
        }
    }
}
