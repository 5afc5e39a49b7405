using System.Buffers.Binary;

namespace P2PProver.Hashing;

/// <summary>
/// Keccak-256 as Ethereum uses it: Keccak-f[1600], rate 136 bytes, padding 0x01 ... 0x80 (not that of SHA3-256), 32 bytes out.
/// </summary>
public static class Keccak256
{
    /// <summary>Bytes of a digest.</summary>
    public const int DigestBytes = 32;

    /// <summary>Bytes absorbed by one permutation.</summary>
    public const int RateBytes = 136;

    internal const int RateLanes = RateBytes / sizeof(ulong);
    internal const int DigestLanes = DigestBytes / sizeof(ulong);

    /// <summary>The digest of a message.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        byte[] digest = new byte[DigestBytes];
        Hash(message, digest);
        return digest;
    }

    /// <summary>Writes the digest of a message; destination and message may overlap.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        if (destination.Length < DigestBytes)
        {
            throw new ArgumentException("A digest needs 32 bytes.", nameof(destination));
        }

        Span<ulong> state = stackalloc ulong[KeccakF1600<ulong, KeccakLanes1>.LaneCount];
        state.Clear();
        ReadOnlySpan<byte> rest = message;
        for (; rest.Length >= RateBytes; rest = rest[RateBytes..])
        {
            AbsorbBlock(state, rest[..RateBytes]);
        }

        Span<byte> last = stackalloc byte[RateBytes];
        last.Clear();
        rest.CopyTo(last);
        last[rest.Length] = 0x01;
        last[RateBytes - 1] |= 0x80;
        AbsorbBlock(state, last);
        for (int i = 0; i < DigestLanes; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(i * sizeof(ulong))..], state[i]);
        }
    }

    private static unsafe void AbsorbBlock(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < RateLanes; i++)
        {
            state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(i * sizeof(ulong))..]);
        }

        fixed (ulong* lanes = state)
        {
            // SAFETY: the state has 25 lanes.
            KeccakF1600<ulong, KeccakLanes1>.Permute(lanes);
        }
    }
}
