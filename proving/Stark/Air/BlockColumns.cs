using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The columns of a block of rows, brought in by a <see cref="LoadPlan"/> between instructions. A column holds more rows than the
/// block has: its value on the next row is the same column read a few words further on.
/// </summary>
internal sealed unsafe class BlockColumns
{
    private readonly BlockLayout _layout;
    private readonly LoadPlan _plan;
    private readonly RowPointers _main;
    private readonly RowPointers _preprocessed;
    private readonly uint* _slots;

    internal BlockColumns(Workspace workspace, BlockLayout layout, LoadPlan plan)
    {
        _layout = layout;
        _plan = plan;
        _main = new RowPointers(workspace, layout.LoadedRows);
        _preprocessed = new RowPointers(workspace, layout.LoadedRows);
        _slots = workspace.Words((nint)plan.Slots * SlotWords);
    }

    /// <summary>When what is loaded.</summary>
    internal LoadPlan Plan => _plan;

    private int SlotWords => LoadPlan.GroupWidth * _layout.ColumnStride;

    /// <summary>Chooses the block.</summary>
    internal void SetBlock(FieldMatrix main, FieldMatrix? preprocessed, RowMap map)
    {
        _main.Set(main, map, _layout.Rows);
        if (preprocessed is not null)
        {
            _preprocessed.Set(preprocessed, map, _layout.Rows);
        }
    }

    /// <summary>Row 0 of a column; what stands there is the column only between its first and its last use.</summary>
    internal uint* Column(bool isPreprocessed, int index)
    {
        (int slot, int offset) = _plan.Find(isPreprocessed, index);
        return Slot(slot) + (offset * _layout.ColumnStride);
    }

    /// <summary>The step that carries a load out.</summary>
    internal BoundInstruction Step(ColumnLoad load) => new()
    {
        Kernel = &ColumnKernels.Load,
        D = Slot(load.Slot),
        A = Rows(load).Current,
        B = (void*)(nint)load.First,
        C = (void*)(nint)_layout.ColumnStride,
        K = ColumnKernels.Shape(load.Count, _layout.LoadedRows),
    };

    /// <summary>The rows that a load reads, in this block and the next.</summary>
    internal RowPointers Rows(ColumnLoad load) => load.IsPreprocessed ? _preprocessed : _main;

    private uint* Slot(int index) => _slots + ((nint)index * SlotWords);
}
