using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace P2PProver.Fields;

/// <summary>Hints to fetch memory before it is needed, where the instruction exists.</summary>
internal static unsafe class CacheHints
{
    /// <summary>Fetches a line into the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchNear(uint* address)
    {
        if (Sse.IsSupported)
        {
            // SAFETY: a prefetch never faults, wherever it points.
            Sse.Prefetch0(address);
        }
    }

    /// <summary>Fetches a line into the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchFar(uint* address)
    {
        if (Sse.IsSupported)
        {
            // SAFETY: a prefetch never faults, wherever it points.
            Sse.Prefetch1(address);
        }
    }
}
