using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion;

/// <content>Blocks and the streams of values that fill them: a row of the pack section a value, however many blocks they fill.</content>
public sealed partial class CircuitBuilder
{
    private readonly List<BlockTable> _tables = [];
    private readonly List<BlockTable?> _tableOfCell = [];
    private readonly Dictionary<int, ImmutableArray<Scalar>> _unpacked = [];
    private readonly Dictionary<Digest8, Block> _blockConstants = [];
    private int _blockCells;

    /// <summary>Takes eight elements from the tape: one row.</summary>
    public Block InputBlock()
    {
        int cell = NewBlockCell(null);
        AddGroup([], [cell], definedItems: 0, definesBlocks: true, TakeTape(PackGroup.BlockWidth));
        return new Block(cell);
    }

    /// <summary>A constant block; equal ones share a cell.</summary>
    public Block Constant(in Digest8 value)
    {
        if (!_blockConstants.TryGetValue(value, out Block block))
        {
            block = Pack([.. value.Elements.ToArray().Select(Constant)]);
            _blockConstants.Add(value, block);
        }

        return block;
    }

    /// <summary>A public value; the first of a block costs eight rows.</summary>
    public Scalar PublicValue(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, PublicValueCount);
        return Unpack(PublicBlock(index / PackGroup.BlockWidth))[index % PackGroup.BlockWidth];
    }

    /// <summary>The public values 8 index to 8 index + 7, with zeros behind the last.</summary>
    public Block PublicBlock(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index * PackGroup.BlockWidth, PublicValueCount, nameof(index));
        return new Block(index);
    }

    /// <summary>The eight elements of a block; only the first call for a block costs rows.</summary>
    public ImmutableArray<Scalar> Unpack(Block block)
    {
        if (!_unpacked.TryGetValue(block.Cell, out ImmutableArray<Scalar> scalars))
        {
            scalars = [.. Enumerable.Range(0, PackGroup.BlockWidth).Select(_ => new Scalar(NewValueCell()))];
            AddGroup(
                [.. scalars.Select(scalar => new PackItem(scalar.Cell, IsExtension: false))],
                [block.Cell],
                definedItems: scalars.Length,
                definesBlocks: false,
                tapeOffset: -1);
            _unpacked.Add(block.Cell, scalars);
        }

        return scalars;
    }

    /// <summary>The block of eight elements.</summary>
    public Block Pack(ReadOnlySpan<Scalar> elements)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(elements.Length, PackGroup.BlockWidth, nameof(elements));
        PackItem[] items = new PackItem[elements.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = new PackItem(elements[i].Cell, IsExtension: false);
        }

        return PackStream(items)[0];
    }

    /// <summary>The blocks that the coefficients of extension values fill, zeros behind the last.</summary>
    public ImmutableArray<Block> Pack(IReadOnlyList<Extension> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return PackStream([.. values.Select(value => new PackItem(value.Cell, IsExtension: true))]);
    }

    /// <summary>Takes extension values from the tape and gives them both as values and as blocks: five elements each and no padding.</summary>
    /// <param name="count">Number of values, at least one.</param>
    public PackedExtensions InputExtensions(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Extension[] values = [.. Enumerable.Range(0, count).Select(_ => new Extension(NewValueCell()))];
        List<Block> blocks = [];
        const int GroupSize = PackGroup.BlockWidth;
        for (int first = 0; first < count; first += GroupSize)
        {
            PackItem[] items = [.. values.Skip(first).Take(GroupSize).Select(value => new PackItem(value.Cell, IsExtension: true))];
            PackItem[] filled = Fill(items);
            int[] cells = NewBlockCells(filled);
            AddGroup([.. filled], [.. cells], items.Length, definesBlocks: true, TakeTape(items.Length * Ext5.Degree));
            blocks.AddRange(cells.Select(cell => new Block(cell)));
        }

        return new PackedExtensions([.. values], [.. blocks]);
    }

    /// <summary>The first extension values whose coefficients fill blocks.</summary>
    /// <param name="blocks">Blocks, read as one stream.</param>
    /// <param name="count">Number of values; what follows them in the last block is not looked at.</param>
    public ImmutableArray<Extension> UnpackExtensions(IReadOnlyList<Block> blocks, int count)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count * Ext5.Degree, blocks.Count * PackGroup.BlockWidth, nameof(count));
        Extension[] values = [.. Enumerable.Range(0, count).Select(_ => new Extension(NewValueCell()))];
        List<PackItem> items = [.. values.Select(value => new PackItem(value.Cell, IsExtension: true))];
        for (int i = count * Ext5.Degree; i < blocks.Count * PackGroup.BlockWidth; i++)
        {
            items.Add(new PackItem(NewValueCell(), IsExtension: false));
        }

        AddGroup([.. items], [.. blocks.Select(block => block.Cell)], items.Count, definesBlocks: false, tapeOffset: -1);
        return [.. values];
    }

    /// <summary>States that two blocks are equal: sixteen rows, eight less for each that is unpacked already.</summary>
    public void AssertEqual(Block a, Block b)
    {
        (Block read, Block known) = _unpacked.ContainsKey(a.Cell) ? (b, a) : (a, b);
        ImmutableArray<Scalar> scalars = Unpack(known);
        if (_unpacked.TryGetValue(read.Cell, out ImmutableArray<Scalar> others))
        {
            for (int i = 0; i < scalars.Length; i++)
            {
                AssertEqual(scalars[i], others[i]);
            }

            return;
        }

        AddGroup(
            [.. scalars.Select(scalar => new PackItem(scalar.Cell, IsExtension: false))],
            [read.Cell],
            definedItems: 0,
            definesBlocks: false,
            tapeOffset: -1);
    }

    internal int NewBlockCell(BlockTable? table)
    {
        _tableOfCell.Add(table);
        return _blockCells++;
    }

    /// <summary>The blocks of a stream of values, filled up with zeros.</summary>
    internal ImmutableArray<Block> PackStream(IReadOnlyList<PackItem> items)
    {
        PackItem[] filled = Fill(items);
        int[] cells = NewBlockCells(filled);
        AddGroup([.. filled], [.. cells], definedItems: 0, definesBlocks: true, tapeOffset: -1);
        return [.. cells.Select(cell => new Block(cell))];
    }

    private int[] NewBlockCells(PackItem[] filled) =>
        [.. Enumerable.Range(0, filled.Sum(item => item.Width) / PackGroup.BlockWidth).Select(_ => NewBlockCell(null))];

    private PackItem[] Fill(IReadOnlyList<PackItem> items)
    {
        int missing = -items.Sum(item => item.Width) & (PackGroup.BlockWidth - 1);
        return [.. items, .. Enumerable.Repeat(new PackItem(Zero.Cell, IsExtension: false), missing)];
    }

    private Extension ExtensionOfScalars(ReadOnlySpan<Scalar> coefficients)
    {
        Block block = Pack([.. coefficients, Zero, Zero, Zero]);
        return UnpackExtensions([block], 1)[0];
    }

    private void AddGroup(
        ImmutableArray<PackItem> items, ImmutableArray<int> blocks, int definedItems, bool definesBlocks, int tapeOffset)
    {
        PackGroup group = new(items, blocks, definedItems, definesBlocks, tapeOffset, _packRows, _packElements);
        _packGroups.Add(group);
        _packRows += group.RowCount;
        _packElements += group.Length;
        Emit(InstructionCode.Pack, _packGroups.Count - 1);
    }
}
