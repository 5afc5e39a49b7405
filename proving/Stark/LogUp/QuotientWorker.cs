using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Evaluates the quotient of one table block by block, in memory of its own.</summary>
/// <typeparam name="T">The packed field.</typeparam>
internal sealed unsafe class QuotientWorker<T> : IDisposable
    where T : unmanaged, IPacked<T>
{
    // Many rows spread the cost of dispatch; beyond this the registers of a program no longer fit the first-level cache.
    private const int BlockRows = 256;
    private const int SelectorColumns = 3;

    private readonly Workspace _workspace = new();
    private readonly QuotientInputs _inputs;
    private readonly FieldMatrix _quotient;
    private readonly BlockLayout _layout;
    private readonly int _matrixStep;
    private readonly BlockColumns _columns;
    private readonly RowSelectors<T> _selectors;
    private readonly FoldAccumulator<T> _fold;
    private readonly AirInterpreter<T> _interpreter;
    private readonly LogUpFolding<T>? _logUp;
    private readonly PackedExt5<T>* _result;

    internal QuotientWorker(QuotientInputs inputs, FieldMatrix quotient)
    {
        _inputs = inputs;
        _quotient = quotient;
        _layout = Layout(inputs);
        Table table = inputs.Table;
        AirProgram program = table.Program;
        int vectors = _layout.Vectors<T>();
        _matrixStep = 1 << (inputs.LogBlowup - table.LogQuotientChunks);
        LoadPlan plan = new(program, table.MainWidth, table.PreprocessedWidth);
        _columns = new BlockColumns(_workspace, _layout, plan);
        RowTile selectors = new(_workspace, SelectorColumns, _layout);
        int logDomain = table.LogHeight + table.LogQuotientChunks;
        _selectors = new RowSelectors<T>(table.LogHeight, logDomain, inputs.Shift, selectors, _workspace, vectors);
        Ext5[] alphaPowers = AlphaPowers(inputs.Alpha, table.TotalConstraintCount);
        _fold = new FoldAccumulator<T>(_workspace, alphaPowers, table.Constraints.Length, vectors);
        TileSet tiles = new(_columns, selectors, _layout);
        _interpreter = new AirInterpreter<T>(program, inputs.PublicValues.Span, tiles, _fold, _workspace);
        _result = _workspace.Values<PackedExt5<T>>(vectors);
        if (table.HasInteractions)
        {
            BlockTuples<T> tuples = new(table, program, _interpreter, inputs.Key!, _workspace, vectors);
            RowTile permutation = new(_workspace, table.PermutationWidth * Ext5.Degree, _layout);
            ReadOnlySpan<Ext5> weights = alphaPowers.AsSpan(table.Constraints.Length);
            _logUp = new LogUpFolding<T>(inputs, _layout, permutation, tuples, _selectors, _fold, weights, _workspace);
        }
    }

    public void Dispose() => _workspace.Dispose();

    internal static BlockLayout Layout(QuotientInputs inputs) => new(BlockRows, 1 << inputs.Table.LogQuotientChunks);

    /// <summary>Evaluates the block that starts at a row of the quotient domain.</summary>
    internal void Evaluate(int firstRow)
    {
        RowMap map = new(firstRow, _quotient.Height, _matrixStep);
        _columns.SetBlock(_inputs.Main, _inputs.Preprocessed, map);
        _selectors.Compute(firstRow);
        _fold.Clear();
        _interpreter.Run();
        _logUp?.Run(map);
        _fold.Reduce(_selectors.InverseVanishing, _result);
        Store(firstRow);
    }

    private static Ext5[] AlphaPowers(Ext5 alpha, int count)
    {
        Ext5[] powers = new Ext5[count];
        Ext5 power = Ext5.One;
        for (int i = count - 1; i >= 0; i--)
        {
            powers[i] = power;
            power *= alpha;
        }

        return powers;
    }

    private void Store(int firstRow)
    {
        int rows = Math.Min(_layout.Rows, _quotient.Height - firstRow);
        // SAFETY: the result has as many vectors as a block, and only those that begin before the last row are read.
        Span<Ext5> target = _quotient.ExtElements.Slice(firstRow, rows);
        for (int v = 0; v * T.Lanes < rows; v++)
        {
            int first = v * T.Lanes;
            _result[v].Store(target.Slice(first, Math.Min(T.Lanes, rows - first)));
        }
    }
}
