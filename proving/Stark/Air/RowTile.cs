using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// A block of rows of a matrix, column after column, so that consecutive rows of a column fill vector lanes. A tile holds more rows
/// than the block has: the value on the next row is the same column read a few words further on.
/// </summary>
internal sealed unsafe class RowTile
{
    private readonly uint* _words;
    private readonly int _width;
    private readonly int _rows;
    private readonly int[] _groups;

    /// <summary>Lays a tile out.</summary>
    /// <param name="workspace">Owner of the memory.</param>
    /// <param name="width">Columns of the matrix.</param>
    /// <param name="rows">Rows to load, a multiple of 8.</param>
    /// <param name="columnStride">Words from a column to the next, at least the rows.</param>
    /// <param name="needed">The columns to load; the others are left as they are.</param>
    internal RowTile(Workspace workspace, int width, int rows, int columnStride, ReadOnlySpan<bool> needed)
    {
        _words = workspace.Words((nint)width * columnStride);
        _width = width;
        _rows = rows;
        ColumnStride = columnStride;
        _groups = Groups(needed);
    }

    /// <summary>Words from a column to the next.</summary>
    internal int ColumnStride { get; }

    /// <summary>Row 0 of a column.</summary>
    internal uint* Column(int index) => _words + ((nint)index * ColumnStride);

    /// <summary>Loads the block that a map starts at.</summary>
    internal void Load(FieldMatrix matrix, RowMap map)
    {
        if (_groups.Length == 0)
        {
            return;
        }

        uint** rows = stackalloc uint*[TileTranspose.Size];
        for (int row = 0; row < _rows; row += TileTranspose.Size)
        {
            for (int i = 0; i < TileTranspose.Size; i++)
            {
                rows[i] = matrix.Pointer + ((nint)map.MatrixRow(row + i) * matrix.Stride);
            }

            LoadStrip(rows, _words + row);
        }
    }

    /// <summary>The first columns of the groups of eight that contain a needed column; the last group may reach back.</summary>
    private static int[] Groups(ReadOnlySpan<bool> needed)
    {
        List<int> groups = [];
        for (int first = 0; first < needed.Length; first += TileTranspose.Size)
        {
            int count = Math.Min(TileTranspose.Size, needed.Length - first);
            if (needed.Slice(first, count).Contains(value: true))
            {
                groups.Add(Math.Max(0, Math.Min(first, needed.Length - TileTranspose.Size)));
            }
        }

        return [.. groups];
    }

    private void LoadStrip(uint** rows, uint* destination)
    {
        if (_width < TileTranspose.Size)
        {
            TileTranspose.Columns(rows, 0, _width, destination, ColumnStride);
            return;
        }

        foreach (int first in _groups)
        {
            TileTranspose.Square(rows, first, destination + ((nint)first * ColumnStride), ColumnStride);
        }
    }
}
