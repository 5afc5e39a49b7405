using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>Equally spaced rows of a matrix.</summary>
/// <param name="First">Address of the first row.</param>
/// <param name="Stride">Words from one row of the set to the next.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowSet(nint First, nint Stride)
{
    /// <summary>The same rows from a later column on.</summary>
    public RowSet FromColumn(nint column)
    {
        return this with { First = First + (column * sizeof(uint)) };
    }

    /// <summary>Every 2^log-th row, beginning with row first.</summary>
    public RowSet Every(int log, nint first)
    {
        return new(First + (first * Stride * sizeof(uint)), Stride << log);
    }
}
