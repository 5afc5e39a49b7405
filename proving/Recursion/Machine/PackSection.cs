using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// A window that moves over a stream of elements, by one or five places a row. Each row sends or reads the value at the window's
/// start, and a block that begins at one of its first five places, so values and blocks are cut from the same elements.
/// </summary>
internal sealed class PackSection
{
    private const int BlockPlaces = 5;
    private const int WindowWidth = BlockPlaces - 1 + PackGroup.BlockWidth;

    private readonly ImmutableArray<Column> _window;
    private readonly ImmutableArray<Column> _blockAt;
    private readonly CellPort _value;
    private readonly CellPort _block;
    private readonly Column _blockIndex;
    private readonly Column _isExtension;
    private readonly Column _movesOne;
    private readonly Column _movesFive;

    public PackSection(TableBuilder table)
    {
        ColumnScope columns = table.Columns.Scope("pack");
        _window = columns.MainArray("window", WindowWidth);
        _blockAt = columns.PreprocessedArray("block at", BlockPlaces);
        _value = new CellPort(columns, "value");
        _block = new CellPort(columns, "block");
        _blockIndex = columns.Preprocessed("block index");
        _isExtension = columns.Preprocessed("is extension");
        _movesOne = columns.Preprocessed("moves one");
        _movesFive = columns.Preprocessed("moves five");
        ConstrainMoves(table);
        _value.ConnectValue(table, [_window[0], .. _window.Skip(1).Take(Ext5.Degree - 1).Select(column => _isExtension * column)]);
        _block.ConnectBlock(table, _blockIndex, [.. Enumerable.Range(0, PackGroup.BlockWidth).Select(BlockElement)]);
    }

    /// <summary>Writes the preprocessed columns of a group's rows.</summary>
    public void WriteConstants(FieldMatrix trace, PackGroup group, CircuitProgram program)
    {
        int block = 0;
        int place = 0;
        for (int i = 0; i < group.RowCount; i++)
        {
            TraceRow row = new(trace, group.FirstRow + i);
            int width = i < group.Items.Length ? group.Items[i].Width : group.Length;
            int start = block * PackGroup.BlockWidth;
            if (block < group.Blocks.Length && start < place + width)
            {
                WriteBlock(row, group, block++, start - place, program);
            }

            WriteItem(row, group, i, program.Uses);
            place += width;
        }
    }

    /// <summary>Writes the main columns of a group's rows.</summary>
    public void Write(FieldMatrix trace, PackGroup group, ReadOnlySpan<KoalaBear> streams)
    {
        ReadOnlySpan<KoalaBear> rest = streams.Slice(group.FirstElement, group.Length);
        for (int i = 0; i < group.RowCount; i++)
        {
            rest[..Math.Min(rest.Length, WindowWidth)].CopyTo(trace.Row(group.FirstRow + i)[_window[0].Index..]);
            rest = i < group.Items.Length ? rest[group.Items[i].Width..] : rest;
        }
    }

    private Expr BlockElement(int element)
    {
        Expr sum = 0;
        for (int place = 0; place < BlockPlaces; place++)
        {
            sum += _blockAt[place] * _window[place + element];
        }

        return sum;
    }

    private void ConstrainMoves(TableBuilder table)
    {
        for (int i = 0; i < WindowWidth - 1; i++)
        {
            Expr next = _window[i].Next;
            Expr moved = _movesOne * (next - _window[i + 1]);
            if (i < WindowWidth - Ext5.Degree)
            {
                moved += _movesFive * (next - _window[i + Ext5.Degree]);
            }

            table.AssertZero(moved, FormattableString.Invariant($"pack window[{i}] moves"));
        }
    }

    private void WriteBlock(TraceRow row, PackGroup group, int block, int place, CircuitProgram program)
    {
        int cell = group.Blocks[block];
        (int address, int index) = program.Parts.Entries[cell];
        row[_blockAt[place]] = KoalaBear.One;
        row[_blockIndex] = KoalaBear.FromCanonical((uint)index);
        _block.Write(row, cell, address, program.Uses.Blocks[cell], group.DefinesBlocks);
    }

    private void WriteItem(TraceRow row, PackGroup group, int number, CellUses uses)
    {
        if (number >= group.Items.Length)
        {
            return;
        }

        PackItem item = group.Items[number];
        row[_isExtension] = item.IsExtension ? KoalaBear.One : KoalaBear.Zero;
        _value.Write(row, item.Cell, item.Cell, uses.Values[item.Cell], number < group.DefinedItems);
        if (number < group.Items.Length - 1)
        {
            row[item.IsExtension ? _movesFive : _movesOne] = KoalaBear.One;
        }
    }
}
