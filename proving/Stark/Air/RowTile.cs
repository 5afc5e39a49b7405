using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// A block of rows of a whole matrix, column after column, so that consecutive rows of a column fill vector lanes. A tile holds more
/// rows than the block has: the value on the next row is the same column read a few words further on.
/// </summary>
internal sealed unsafe class RowTile
{
    private readonly uint* _words;
    private readonly int _width;
    private readonly BlockLayout _layout;

    /// <summary>Lays a tile out.</summary>
    internal RowTile(Workspace workspace, int width, BlockLayout layout)
    {
        _words = workspace.Words((nint)width * layout.ColumnStride);
        _width = width;
        _layout = layout;
    }

    /// <summary>Row 0 of a column.</summary>
    internal uint* Column(int index) => _words + ((nint)index * _layout.ColumnStride);

    /// <summary>Loads the block that a map starts at.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal void Load(FieldMatrix matrix, RowMap map)
    {
        // SAFETY: the map stays inside the matrix, and the tile has room for the loaded rows of every column.
        uint** rows = stackalloc uint*[TileTranspose.Size];
        for (int row = 0; row < _layout.LoadedRows; row += TileTranspose.Size)
        {
            for (int i = 0; i < TileTranspose.Size; i++)
            {
                rows[i] = matrix.Pointer + ((nint)map.MatrixRow(row + i) * matrix.Stride);
            }

            ColumnKernels.LoadStrip(rows, 0, _width, _words + row, _layout.ColumnStride);
        }
    }
}
