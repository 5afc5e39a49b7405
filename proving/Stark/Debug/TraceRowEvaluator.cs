using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Evaluates a table's expressions on rows of a trace. On rows, selectors are 0 or 1.</summary>
internal sealed class TraceRowEvaluator
{
    private readonly TableTrace _trace;
    private readonly KoalaBear[] _publicValues;
    private readonly ConstraintEvaluator<KoalaBear, FieldAlgebra<KoalaBear>> _evaluator;

    internal TraceRowEvaluator(TableTrace trace, ReadOnlySpan<KoalaBear> publicValues)
    {
        _trace = trace;
        _publicValues = publicValues.ToArray();
        _evaluator = new(trace.Table, default);
    }

    internal Table Table => _trace.Table;

    /// <summary>Evaluates a row and returns the first constraint that does not hold, or -1.</summary>
    internal int Evaluate(int row)
    {
        int next = (row + 1) & (Table.Height - 1);
        bool last = row == Table.Height - 1;
        FieldMatrix? preprocessed = _trace.Preprocessed;
        _evaluator.Evaluate(new RowView<KoalaBear>
        {
            MainLocal = _trace.Main.Row(row),
            MainNext = _trace.Main.Row(next),
            PreprocessedLocal = preprocessed is null ? default : preprocessed.Row(row),
            PreprocessedNext = preprocessed is null ? default : preprocessed.Row(next),
            PublicValues = _publicValues,
            IsFirst = row == 0 ? KoalaBear.One : KoalaBear.Zero,
            IsLast = last ? KoalaBear.One : KoalaBear.Zero,
            IsTransition = last ? KoalaBear.Zero : KoalaBear.One,
        });
        return FirstViolated();
    }

    /// <summary>The value of a constraint on the row evaluated last.</summary>
    internal KoalaBear Constraint(int index) => _evaluator.Constraint(index);

    /// <summary>The multiplicity of an interaction on the row evaluated last.</summary>
    internal KoalaBear Multiplicity(int interaction) => _evaluator.Multiplicity(interaction);

    /// <summary>The tuple of an interaction on the row evaluated last.</summary>
    internal BusTuple Tuple(int interaction)
    {
        Bus bus = Table.Interactions[interaction].Bus;
        KoalaBear[] values = new KoalaBear[bus.TupleWidth];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _evaluator.Value(interaction, i);
        }

        return new BusTuple(bus.Name, values);
    }

    private int FirstViolated()
    {
        for (int i = 0; i < Table.Constraints.Length; i++)
        {
            if (!_evaluator.Constraint(i).IsZero)
            {
                return i;
            }
        }

        return -1;
    }
}
