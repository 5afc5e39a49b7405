using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>How many rows are worked on at once.</summary>
/// <param name="Rows">Rows of a block, a power of two and at least the lanes of any register.</param>
/// <param name="Next">Rows from a row to the next row of the trace.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BlockLayout(int Rows, int Next)
{
    private const int LineWords = 16;

    /// <summary>Rows to load: the block's, and those that its last row's successors stand in.</summary>
    internal int LoadedRows => Rows + RoundUp(Next, TileTranspose.Size);

    /// <summary>Words from a column to the next: a line more than a power of two, which keeps columns from sharing cache sets.</summary>
    internal int ColumnStride => RoundUp(LoadedRows + 1, LineWords);

    /// <summary>Vectors of a block.</summary>
    internal int Vectors<T>()
        where T : unmanaged, IPacked<T> => Rows / T.Lanes;

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
