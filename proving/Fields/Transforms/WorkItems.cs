using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>The work items of a pass: blocks, or blocks times groups of columns where there are few blocks to share out.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct WorkItems
{
    private const int BlocksMin = 64;

    private readonly int _width;
    private readonly int _columns;
    private readonly int _blocks;

    /// <summary>Divides the work of one pass.</summary>
    /// <param name="width">Number of columns.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="m">Binary logarithm of the rows of a block.</param>
    public WorkItems(int width, int blocks, int m)
    {
        _width = width;
        _blocks = blocks;
        _columns = blocks >= BlocksMin ? Math.Max(width, 1) : ColumnGroups.Columns(m);
    }

    public int Count => _blocks * ((_width + _columns - 1) / _columns);

    /// <summary>The block of an item and its columns [Begin, End).</summary>
    public (int Block, int Begin, int End) this[int item]
    {
        get
        {
            int begin = item / _blocks * _columns;
            return (item % _blocks, begin, Math.Min(begin + _columns, _width));
        }
    }
}
