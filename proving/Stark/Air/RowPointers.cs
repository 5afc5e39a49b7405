using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>The addresses of a block's rows in one matrix, and of the rows that will be wanted next.</summary>
internal sealed unsafe class RowPointers(Workspace workspace, int rows)
{
    /// <summary>The rows of the block.</summary>
    internal uint** Current { get; } = (uint**)workspace.Values<nint>(rows);

    /// <summary>The rows of the block that comes next, for prefetching.</summary>
    internal uint** Next { get; } = (uint**)workspace.Values<nint>(rows);

    /// <summary>Number of rows.</summary>
    internal int Rows => rows;

    /// <summary>Points at a block; prefetching assumes that the block after it is next.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal void Set(FieldMatrix matrix, RowMap map, int blockRows)
    {
        // SAFETY: only addresses of rows that exist are formed, since the map wraps around inside the matrix.
        uint* first = matrix.Pointer;
        nint stride = matrix.Stride;
        uint** current = Current;
        uint** next = Next;
        int count = Rows;
        for (int row = 0; row < count; row++)
        {
            current[row] = first + (map.MatrixRow(row) * stride);
            next[row] = first + (map.MatrixRow(row + blockRows) * stride);
        }
    }
}
