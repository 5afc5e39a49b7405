using System.Runtime.CompilerServices;

namespace P2PProver.Hashing;

/// <summary>
/// The state of Keccak-256 of several messages of one length at once, a message a lane. Users XOR words into the first registers, add
/// the padding, and take the first four registers as digests.
/// </summary>
internal static unsafe class KeccakSponge<TLanes, TOps>
    where TLanes : unmanaged
    where TOps : struct, IKeccakLanes<TLanes>
{
    /// <summary>Registers of a state.</summary>
    public const int StateLanes = KeccakF1600<TLanes, TOps>.LaneCount;

    /// <summary>Words that <see cref="AbsorbFour"/> takes.</summary>
    private const int Group = 4;

    /// <summary>XORs the padding behind lanes full words of the last block: 0x01 after the message, 0x80 at the end of the rate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pad(TLanes* state, nint lanes)
    {
        Xor(state + lanes, TOps.Broadcast(0x01));
        Xor(state + Keccak256.RateLanes - 1, TOps.Broadcast(0x80UL << 56));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Xor(TLanes* register, TLanes value)
    {
        *register = TOps.Xor(*register, value);
    }

    /// <summary>XORs one block, 17 words of each message, and permutes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AbsorbBlock(TLanes* state, byte* messages, nint strideBytes)
    {
        for (nint i = 0; i + Group <= Keccak256.RateLanes; i += Group)
        {
            AbsorbFour(state + i, messages + (i * sizeof(ulong)), strideBytes);
        }

        // SAFETY: 17 = 4 * 4 + 1; words 13 to 16 are read again for the last one.
        TLanes* last = stackalloc TLanes[Group];
        TOps.LoadFour(messages + (((nint)Keccak256.RateLanes - Group) * sizeof(ulong)), strideBytes, last);
        Xor(state + Keccak256.RateLanes - 1, last[Group - 1]);
        KeccakF1600<TLanes, TOps>.Permute(state);
    }

    /// <summary>XORs four words of each message into four registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AbsorbFour(TLanes* registers, byte* messages, nint strideBytes)
    {
        TLanes* words = stackalloc TLanes[Group];
        TOps.LoadFour(messages, strideBytes, words);
        for (nint i = 0; i < Group; i++)
        {
            Xor(registers + i, words[i]);
        }
    }

    /// <summary>Writes one digest for each lane.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Extract(TLanes* state, Digest8* digests)
    {
        TOps.StoreFour(state, (byte*)digests, Digest8.ByteCount);
    }
}
