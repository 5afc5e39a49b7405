using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Evaluates the constraints of LogUp for a block and adds them to its fold.</summary>
/// <typeparam name="T">The packed field.</typeparam>
internal sealed unsafe class LogUpFolding<T>
    where T : unmanaged, IPacked<T>
{
    private readonly Table _table;
    private readonly FieldMatrix _matrix;
    private readonly int _next;
    private readonly int _columnStride;
    private readonly int _vectors;
    private readonly RowTile _permutation;
    private readonly BlockTuples<T> _tuples;
    private readonly RowSelectors<T> _selectors;
    private readonly FoldAccumulator<T> _fold;
    private readonly nint[] _weights;
    private readonly PackedExt5<T>* _fraction;
    private readonly PackedExt5<T>* _accumulator;
    private readonly PackedExt5<T>* _after;
    private readonly PackedExt5<T>* _value;
    private readonly PackedExt5<T>* _terminal;

    internal LogUpFolding(
        QuotientInputs inputs,
        BlockLayout layout,
        RowTile permutation,
        BlockTuples<T> tuples,
        RowSelectors<T> selectors,
        FoldAccumulator<T> fold,
        ReadOnlySpan<Ext5> weights,
        Workspace workspace)
    {
        _table = inputs.Table;
        _matrix = inputs.Permutation!;
        _next = layout.Next;
        _columnStride = layout.ColumnStride;
        _vectors = layout.Vectors<T>();
        _permutation = permutation;
        _tuples = tuples;
        _selectors = selectors;
        _fold = fold;
        _weights = new nint[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            _weights[i] = (nint)FoldAccumulator<T>.ExtWeights(workspace, weights[i]);
        }

        _fraction = workspace.Values<PackedExt5<T>>(_vectors);
        _accumulator = workspace.Values<PackedExt5<T>>(_vectors);
        _after = workspace.Values<PackedExt5<T>>(_vectors);
        _terminal = workspace.Values<PackedExt5<T>>(_vectors);
        new Span<PackedExt5<T>>(_terminal, _vectors).Fill(PackedExt5<T>.Broadcast(inputs.Terminal));

        // Folding reads coefficients in pairs, so one register beyond the last value must be readable.
        _value = workspace.Values<PackedExt5<T>>(_vectors + 1);
    }

    /// <summary>Handles the block on which the interpreter ran last.</summary>
    internal void Run(RowMap map)
    {
        _permutation.Load(_matrix, map);
        _tuples.Compute();
        // SAFETY: every array has a block's vectors, and columns have the rows behind the block that a shifted read needs.
        Gather(_accumulator, 0, 0);
        Gather(_after, 0, 0);
        for (int j = 0; j < _table.FractionColumns; j++)
        {
            Gather(_fraction, j + 1, 0);
            Fraction(_table.Fractions[j]);
            Fold(j);
            LogUpKernels<T>.Add(_after, _fraction, _vectors);
        }

        int next = _table.FractionColumns;
        LogUpKernels<T>.MultiplyBase(_value, _accumulator, _selectors.First, _vectors);
        Fold(next++);
        Gather(_fraction, 0, _next);
        LogUpKernels<T>.SelectedDifference(_value, _fraction, _after, _selectors.Transition, _vectors);
        Fold(next++);
        LogUpKernels<T>.SelectedDifference(_value, _terminal, _after, _selectors.Last, _vectors);
        Fold(next);
    }

    /// <summary>U_j f_j - V_j.</summary>
    private void Fraction(FractionColumn column)
    {
        PackedExt5<T>* first = _tuples.Fingerprints(column.First);
        LogUpKernels<T>.Single(_value, first, _tuples.Multiplicities(column.First), _fraction, _vectors);
        if (!column.IsSingle)
        {
            PackedExt5<T>* second = _tuples.Fingerprints(column.Second);
            LogUpKernels<T>.Pair(_value, first, second, _tuples.Multiplicities(column.Second), _vectors);
        }
    }

    private void Fold(int constraint) => _fold.Add(_value, (uint*)_weights[constraint]);

    private void Gather(PackedExt5<T>* destination, int column, int rowOffset) => LogUpKernels<T>.Gather(
        destination, _permutation.Column(column * Ext5.Degree) + rowOffset, _columnStride, _vectors);
}
