using System.Collections.Immutable;

namespace P2PProver.Recursion;

/// <summary>
/// Values and blocks that are the same stream of elements, cut in two ways. Neighbouring rows of the pack section, one for each item.
/// </summary>
/// <param name="Items">The values, which fill the blocks exactly unless there are none.</param>
/// <param name="Blocks">The blocks.</param>
/// <param name="DefinedItems">How many items, from the first on, are defined; the others are read.</param>
/// <param name="DefinesBlocks">Whether the group defines the cells of the blocks; else it reads them.</param>
/// <param name="TapeOffset">Where the elements stand on the tape; -1 when they follow from items or blocks.</param>
/// <param name="FirstRow">The first row.</param>
/// <param name="FirstElement">The stream's place among the streams of all groups.</param>
internal sealed record PackGroup(
    ImmutableArray<PackItem> Items,
    ImmutableArray<int> Blocks,
    int DefinedItems,
    bool DefinesBlocks,
    int TapeOffset,
    int FirstRow,
    int FirstElement)
{
    /// <summary>Elements of a block.</summary>
    public const int BlockWidth = 8;

    /// <summary>Elements of the stream.</summary>
    public int Length => Blocks.Length * BlockWidth;

    /// <summary>Rows that the group takes.</summary>
    public int RowCount => Math.Max(Items.Length, 1);
}
