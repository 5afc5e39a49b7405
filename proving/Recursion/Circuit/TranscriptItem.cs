using System.Runtime.InteropServices;

namespace P2PProver.Recursion;

/// <summary>Something a transcript has observed and not absorbed yet: a value, a block, or an entry of a table that it fills.</summary>
/// <param name="Value">The value; meaningless when there is a block.</param>
/// <param name="BlockCell">The block, or <see cref="CircuitBuilder.NoCell"/>.</param>
/// <param name="Table">The table to which the block belongs when absorbing is to fill it, else null.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TranscriptItem(PackItem Value, int BlockCell, BlockTable? Table)
{
    public bool IsBlock => BlockCell >= 0;

    public int Width => IsBlock ? PackGroup.BlockWidth : Value.Width;

    public static TranscriptItem Of(PackItem value) => new(value, CircuitBuilder.NoCell, null);
}
