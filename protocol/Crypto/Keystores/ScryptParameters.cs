using System.Numerics;
using System.Runtime.InteropServices;

namespace P2PProver.Crypto.Keystores;

/// <summary>
/// Parameters of scrypt (RFC 7914, 2), within bounds that keep a hostile file from taking the machine's memory or hours of its time.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScryptParameters
{
    /// <summary>The most memory that a derivation may take: twice what the standard parameters take.</summary>
    public const long MemoryBytesMax = (512L << 20) + (2 * BlockBytes * BlockFactorMax);

    /// <summary>The most Salsa20 work N r p: four times that of the standard parameters.</summary>
    public const long WorkMax = 1L << 23;

    private const long BlockBytes = 128;
    private const long CostMax = 1L << 22;
    private const long BlockFactorMax = 256;
    private const long ParallelMax = 256;

    private ScryptParameters(int n, int r, int p)
    {
        N = n;
        R = r;
        P = p;
    }

    /// <summary>About a second and 256 MiB: for keys that are worth something.</summary>
    public static ScryptParameters Standard { get; } = new(1 << 18, 8, 1);

    /// <summary>Some hundredths of a second and 4 MiB: for keys of test networks.</summary>
    public static ScryptParameters Light { get; } = new(1 << 12, 8, 6);

    /// <summary>The cost N: blocks kept in memory, a power of two.</summary>
    public int N { get; }

    /// <summary>The block size r, in units of 128 bytes.</summary>
    public int R { get; }

    /// <summary>The number p of independent mixings, one after the other here.</summary>
    public int P { get; }

    /// <summary>The memory of a derivation: N blocks and two to work in.</summary>
    public long MemoryBytes => (N + 2L) * BlockBytes * R;

    /// <summary>Checks parameters from a file. False if they are not scrypt's, or beyond the bounds.</summary>
    public static bool TryCreate(long n, long r, long p, out ScryptParameters parameters)
    {
        parameters = default;
        if (n is < 2 or > CostMax || r is < 1 or > BlockFactorMax || p is < 1 or > ParallelMax
            || !BitOperations.IsPow2(n) || n * r * p > WorkMax)
        {
            return false;
        }

        ScryptParameters candidate = new((int)n, (int)r, (int)p);
        if (candidate.MemoryBytes > MemoryBytesMax)
        {
            return false;
        }

        parameters = candidate;
        return true;
    }
}
