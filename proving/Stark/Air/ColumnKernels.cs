using System.Runtime.CompilerServices;

namespace P2PProver.Stark;

/// <summary>Loads groups of columns between instructions.</summary>
internal static unsafe class ColumnKernels
{
    private const int CountBits = 8;

    /// <summary>Packs the number of columns and of rows into a step's K.</summary>
    internal static uint Shape(int columns, int rows) => (uint)((rows << CountBits) | columns);

    /// <summary>An interpreter step: D the first column's row 0, A the rows, B the first column, C the column stride, K the shape.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Load(BoundInstruction* i, nint count)
    {
        // SAFETY: A holds the addresses of as many rows as K says, each with the group's columns; D has room for a group of that many rows.
        nint columns = (nint)(i->K & ((1 << CountBits) - 1));
        nint rows = (nint)(i->K >> CountBits);
        for (nint row = 0; row < rows; row += TileTranspose.Size)
        {
            LoadStrip((uint**)i->A + row, (nint)i->B, columns, (uint*)i->D + row, (nint)i->C);
        }
    }

    /// <summary>Eight rows. Pieces of eight columns cover the group; the last one may overlap the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LoadStrip(uint** rows, nint first, nint columns, uint* destination, nint stride)
    {
        if (columns < TileTranspose.Size)
        {
            TileTranspose.Columns(rows, first, columns, destination, stride);
            return;
        }

        for (nint column = 0; column < columns; column += TileTranspose.Size)
        {
            nint start = nint.Min(column, columns - TileTranspose.Size);
            TileTranspose.Square(rows, first + start, destination + (start * stride), stride);
        }
    }
}
