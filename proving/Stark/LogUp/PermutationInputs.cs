using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>What a permutation trace is computed from.</summary>
internal sealed record PermutationInputs(
    Table Table,
    FieldMatrix Main,
    FieldMatrix? Preprocessed,
    ReadOnlyMemory<KoalaBear> PublicValues,
    FingerprintKey<Ext5> Key)
{
    /// <summary>Whether the table has interactions and everything has its shape.</summary>
    internal bool FitTable() => Table.HasInteractions
        && Main.Height == Table.Height
        && Main.Width == Table.MainWidth
        && (Preprocessed?.Width ?? 0) == Table.PreprocessedWidth
        && (Preprocessed is null || Preprocessed.Height == Table.Height)
        && PublicValues.Length >= Table.PublicValueCount;
}
