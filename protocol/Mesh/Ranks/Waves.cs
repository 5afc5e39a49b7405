using System.Numerics;

namespace P2PProver.Mesh;

/// <summary>Waves of ranks: rank 0, then one more, then two, four, eight and so on.</summary>
public static class Waves
{
    /// <summary>The wave in which a rank's turn begins: 0 for rank 0, 1 for rank 1, 2 for ranks 2 and 3, 3 for ranks 4 to 7.</summary>
    public static int Of(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        return rank == 0 ? 0 : BitOperations.Log2((uint)rank) + 1;
    }

    /// <summary>How many ranks are open once a wave has begun: 1, 2, 4, 8 and so on; none before wave 0.</summary>
    public static int Open(long wave) => wave < 0 ? 0 : 1 << (int)Math.Min(wave, 30);
}
