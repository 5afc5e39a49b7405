using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>Where an interpreter finds the columns of a block of rows.</summary>
/// <param name="Columns">The main and preprocessed columns.</param>
/// <param name="Selectors">The three selectors, or null when the program reads none.</param>
/// <param name="Layout">Rows of the block.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TileSet(BlockColumns Columns, RowTile? Selectors, BlockLayout Layout);
