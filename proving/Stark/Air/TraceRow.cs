using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>A row of a trace whose cells are addressed by column, so that trace generators need no column numbers either.</summary>
public readonly ref struct TraceRow
{
    private readonly Span<KoalaBear> _cells;

    /// <summary>A row of a main or preprocessed trace.</summary>
    public TraceRow(FieldMatrix trace, int row)
    {
        ArgumentNullException.ThrowIfNull(trace);
        _cells = trace.Row(row);
    }

    /// <summary>The cell of a column of that trace.</summary>
    public ref KoalaBear this[Column column] => ref _cells[column.Index];
}
