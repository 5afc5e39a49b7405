using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Computes the permutation trace of one table block by block, in memory of its own.</summary>
/// <typeparam name="T">The packed field.</typeparam>
internal sealed unsafe class PermutationWorker<T> : IDisposable
    where T : unmanaged, IPacked<T>
{
    private readonly Workspace _workspace = new();
    private readonly PermutationInputs _inputs;
    private readonly FieldMatrix _trace;
    private readonly Table _table;
    private readonly int _vectors;
    private readonly BlockColumns _columns;
    private readonly AirInterpreter<T> _interpreter;
    private readonly BlockTuples<T> _tuples;
    private readonly PackedExt5<T>* _denominators;
    private readonly PackedExt5<T>* _prefixes;
    private readonly PackedExt5<T>* _fractions;

    internal PermutationWorker(PermutationInputs inputs, FieldMatrix trace)
    {
        _inputs = inputs;
        _trace = trace;
        _table = inputs.Table;
        BlockLayout layout = new(PermutationAccumulator.BlockRows, Next: 1);
        _vectors = layout.Vectors<T>();
        AirProgram program = _table.InteractionProgram;
        LoadPlan plan = new(program, _table.MainWidth, _table.PreprocessedWidth);
        _columns = new BlockColumns(_workspace, layout, plan);
        TileSet tiles = new(_columns, Selectors: null, layout);
        StoredOutputs<T> none = new(_workspace, 0, _vectors);
        _interpreter = new AirInterpreter<T>(program, inputs.PublicValues.Span, tiles, none, _workspace);
        _tuples = new BlockTuples<T>(_table, program, _interpreter, inputs.Key, _workspace, _vectors);
        nint values = (nint)_table.FractionColumns * _vectors;
        _denominators = _workspace.Values<PackedExt5<T>>(values);
        _prefixes = _workspace.Values<PackedExt5<T>>(values);
        _fractions = _workspace.Values<PackedExt5<T>>(values);
    }

    public void Dispose() => _workspace.Dispose();

    /// <summary>Writes a block's fractions and, as accumulators, the sums of its earlier rows; returns the sum of all its rows.</summary>
    internal Ext5 Generate(int firstRow)
    {
        _columns.SetBlock(_inputs.Main, _inputs.Preprocessed, new RowMap(firstRow, _table.Height, 1));
        _interpreter.Run();
        _tuples.Compute();
        for (int j = 0; j < _table.FractionColumns; j++)
        {
            NumeratorsAndDenominators(_table.Fractions[j], j * _vectors);
        }

        Divide();
        return Store(firstRow);
    }

    /// <summary>U_j and V_j; the latter where the quotient will be.</summary>
    private void NumeratorsAndDenominators(FractionColumn column, nint offset)
    {
        PackedExt5<T>* d1 = _tuples.Fingerprints(column.First);
        T* m1 = _tuples.Multiplicities(column.First);
        if (column.IsSingle)
        {
            for (nint v = 0; v < _vectors; v++)
            {
                _denominators[offset + v] = d1[v];
                _fractions[offset + v] = PackedExt5<T>.FromBase(m1[v]);
            }

            return;
        }

        PackedExt5<T>* d2 = _tuples.Fingerprints(column.Second);
        T* m2 = _tuples.Multiplicities(column.Second);
        LogUpKernels<T>.Multiply(_denominators + offset, d1, d2, _vectors);
        LogUpKernels<T>.Numerator(_fractions + offset, d1, m1, d2, m2, _vectors);
    }

    /// <summary>Divides all numerators of the block with one inversion, by Montgomery's trick, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Divide()
    {
        // SAFETY: denominators, prefixes and fractions have this many elements each.
        nint count = (nint)_table.FractionColumns * _vectors;
        PackedExt5<T> product = PackedExt5<T>.One;
        for (nint i = 0; i < count; i++)
        {
            _prefixes[i] = product;
            product *= _denominators[i];
        }

        PackedExt5<T> inverse = InvertLanes(product);
        for (nint i = count - 1; i >= 0; i--)
        {
            _fractions[i] *= inverse * _prefixes[i];
            inverse *= _denominators[i];
        }
    }

    private static PackedExt5<T> InvertLanes(PackedExt5<T> value)
    {
        Span<Ext5> lanes = stackalloc Ext5[T.Lanes];
        value.Store(lanes);
        BatchInversion.InvertAll(lanes);
        return PackedExt5<T>.Load(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private Ext5 Store(int firstRow)
    {
        int rows = Math.Min(PermutationAccumulator.BlockRows, _table.Height - firstRow);
        Ext5 sum = Ext5.Zero;
        for (int row = 0; row < rows; row++)
        {
            Span<KoalaBear> target = _trace.Row(firstRow + row);
            sum.CopyTo(target);
            (int vector, int lane) = (row / T.Lanes, row % T.Lanes);
            for (int j = 0; j < _table.FractionColumns; j++)
            {
                Ext5 fraction = Lane(_fractions + ((nint)j * _vectors) + vector, lane);
                fraction.CopyTo(target[((j + 1) * Ext5.Degree)..]);
                sum += fraction;
            }
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Ext5 Lane(PackedExt5<T>* value, int lane)
    {
        // SAFETY: a packed extension element is five registers of Lanes words in sequence.
        uint* words = (uint*)value + lane;
        return new Ext5(
            KoalaBear.FromMontgomery(words[0]),
            KoalaBear.FromMontgomery(words[T.Lanes]),
            KoalaBear.FromMontgomery(words[2 * T.Lanes]),
            KoalaBear.FromMontgomery(words[3 * T.Lanes]),
            KoalaBear.FromMontgomery(words[4 * T.Lanes]));
    }
}
