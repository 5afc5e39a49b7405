using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>One piece of a load plan: up to sixteen neighbouring columns, one cache line of every row.</summary>
/// <param name="IsPreprocessed">Which matrix.</param>
/// <param name="First">The first column.</param>
/// <param name="Count">Number of columns.</param>
/// <param name="Slot">Where they go.</param>
/// <param name="Before">The instruction before which they are needed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ColumnLoad(bool IsPreprocessed, int First, int Count, int Slot, int Before);
