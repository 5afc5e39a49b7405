using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

/// <summary>Runs a program on the first block of random columns and keeps every output, row by row.</summary>
internal sealed unsafe class ProgramRun
{
    public const int Rows = 64;

    private readonly Table _table;
    private readonly AirProgram _program;
    private readonly FieldMatrix _main;
    private readonly FieldMatrix? _preprocessed;
    private readonly FieldMatrix _selectors;
    private readonly KoalaBear[] _publicValues;
    private readonly int _nextOffset;

    public ProgramRun(Table table, AirProgram program, Prng prng, int nextOffset)
    {
        _table = table;
        _program = program;
        _nextOffset = nextOffset;
        _main = RandomTable.RandomMatrix(prng, table.Height, table.MainWidth);
        _preprocessed = table.PreprocessedWidth == 0 ? null : RandomTable.RandomMatrix(prng, table.Height, table.PreprocessedWidth);
        _selectors = RandomTable.RandomMatrix(prng, table.Height, 3);
        _publicValues = RandomTable.RandomElements(prng, RandomTable.PublicValues);
    }

    /// <summary>For each row: constraint values, then for each interaction multiplicity and tuple.</summary>
    public List<KoalaBear[]> Results { get; } = [];

    public void Run(InstructionSet level)
    {
        Kernel kernel = new(this);
        SimdLevel.Run(level, ref kernel);
    }

    private void Run<T>()
        where T : unmanaged, IPacked<T>
    {
        using Workspace workspace = new();
        BlockLayout layout = new(Rows, _nextOffset);
        int vectors = layout.Vectors<T>();
        BlockColumns columns = new(workspace, layout, new LoadPlan(_program, _table.MainWidth, _table.PreprocessedWidth));
        columns.SetBlock(_main, _preprocessed, new RowMap(0, _table.Height, 1));
        RowTile selectors = new(workspace, _selectors.Width, layout);
        selectors.Load(_selectors, new RowMap(0, _table.Height, 1));
        TileSet tiles = new(columns, selectors, layout);
        StoredOutputs<T> outputs = new(workspace, _program.OutputCount, vectors);
        AirInterpreter<T> interpreter = new(_program, _publicValues, tiles, outputs, workspace);
        interpreter.Run();
        Collect(interpreter, outputs);
    }

    /// <summary>The same results from the expressions themselves.</summary>
    public List<KoalaBear[]> Expected()
    {
        ConstraintEvaluator<KoalaBear, FieldAlgebra<KoalaBear>> evaluator = new(_table, default);
        List<KoalaBear[]> expected = [];
        for (int row = 0; row < Rows; row++)
        {
            int local = row & (_table.Height - 1);
            int next = (row + _nextOffset) & (_table.Height - 1);
            evaluator.Evaluate(new RowView<KoalaBear>
            {
                MainLocal = _main.Row(local),
                MainNext = _main.Row(next),
                PreprocessedLocal = _preprocessed is null ? default : _preprocessed.Row(local),
                PreprocessedNext = _preprocessed is null ? default : _preprocessed.Row(next),
                PublicValues = _publicValues,
                IsFirst = _selectors[local, 0],
                IsLast = _selectors[local, 1],
                IsTransition = _selectors[local, 2],
            });
            List<KoalaBear> values = [.. Enumerable.Range(0, _program.OutputCount).Select(evaluator.Constraint)];
            for (int i = 0; i < _table.Interactions.Length; i++)
            {
                values.Add(evaluator.Multiplicity(i));
                values.AddRange(Enumerable.Range(0, _table.Interactions[i].Bus.TupleWidth).Select(k => evaluator.Value(i, k)));
            }

            expected.Add([.. values]);
        }

        return expected;
    }

    private void Collect<T>(AirInterpreter<T> interpreter, StoredOutputs<T> outputs)
        where T : unmanaged, IPacked<T>
    {
        Results.Clear();
        for (int row = 0; row < Rows; row++)
        {
            List<KoalaBear> values = [];
            for (int k = 0; k < _program.OutputCount; k++)
            {
                values.Add(KoalaBear.FromMontgomery(((uint*)outputs.Slot(k))[row]));
            }

            foreach (InteractionOperands interaction in _program.Interactions)
            {
                values.Add(Read(interpreter, interaction.Multiplicity, row));
                values.AddRange(interaction.Values.Select(v => Read(interpreter, v, row)));
            }

            Results.Add([.. values]);
        }
    }

    private readonly struct Kernel(ProgramRun run) : IPackedKernel
    {
        public void Run<T>()
            where T : unmanaged, IPacked<T> => run.Run<T>();
    }

    private static KoalaBear Read<T>(AirInterpreter<T> interpreter, AirOperand operand, int row)
        where T : unmanaged, IPacked<T> => operand.Kind == AirOperandKind.Uniform
        ? interpreter.Uniform(operand)
        : KoalaBear.FromMontgomery(((uint*)interpreter.Address(operand))[row]);
}
