using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Mesh;

/// <summary>Checks, also in release builds, what money depends on. What fails here is a bug of this program, never something a peer
/// sent.</summary>
internal static class Verify
{
    /// <summary>Throws if an invariant does not hold.</summary>
    public static void That([DoesNotReturnIf(false)] bool holds, string invariant)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Invariant broken: {invariant}");
        }
    }
}
