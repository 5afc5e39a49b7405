using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>Where an interpreter finds the columns of a block of rows.</summary>
/// <param name="Main">The main trace.</param>
/// <param name="Preprocessed">The preprocessed trace.</param>
/// <param name="Selectors">The three selectors, or null when the program reads none.</param>
/// <param name="NextOffset">Rows from a row to the next row of the trace.</param>
/// <param name="Vectors">Vectors of a block.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe record struct TileSet(
    RowTile Main,
    RowTile Preprocessed,
    RowTile? Selectors,
    int NextOffset,
    int Vectors);
