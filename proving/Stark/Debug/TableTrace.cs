using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>A table together with values for its columns, for checks of circuits.</summary>
/// <param name="Table">The table.</param>
/// <param name="Main">Its main trace.</param>
/// <param name="Preprocessed">Its preprocessed trace; null when it has none.</param>
public sealed record TableTrace(Table Table, FieldMatrix Main, FieldMatrix? Preprocessed = null)
{
    /// <summary>Whether the traces have the table's shape.</summary>
    internal bool FitsTable() => Main.Height == Table.Height
        && Main.Width == Table.MainWidth
        && (Preprocessed?.Width ?? 0) == Table.PreprocessedWidth
        && (Preprocessed is null || Preprocessed.Height == Table.Height);
}
