using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// What a table's quotient polynomial is computed from. All matrices are low-degree extensions on shift * H' with
/// |H'| = 2^(LogHeight + LogBlowup) rows in natural order: row i belongs to the point shift * w^i.
/// </summary>
public sealed class QuotientInputs
{
    /// <summary>The table.</summary>
    public required Table Table { get; init; }

    /// <summary>log2 of the extension's rows a trace row; at least <see cref="Table.LogQuotientChunks"/>.</summary>
    public required int LogBlowup { get; init; }

    /// <summary>The main columns.</summary>
    public required FieldMatrix Main { get; init; }

    /// <summary>The preprocessed columns; null when the table has none.</summary>
    public FieldMatrix? Preprocessed { get; init; }

    /// <summary>The permutation columns, five base columns each; null without interactions.</summary>
    public FieldMatrix? Permutation { get; init; }

    /// <summary>The public values of the machine.</summary>
    public ReadOnlyMemory<KoalaBear> PublicValues { get; init; }

    /// <summary>The key of the fingerprints; null without interactions.</summary>
    public FingerprintKey<Ext5>? Key { get; init; }

    /// <summary>The table's terminal; zero without interactions.</summary>
    public Ext5 Terminal { get; init; }

    /// <summary>The challenge whose powers fold the constraints.</summary>
    public required Ext5 Alpha { get; init; }

    /// <summary>The coset's shift.</summary>
    public KoalaBear Shift { get; init; } = KoalaBear.Generator;

    /// <summary>Whether everything has the table's shape.</summary>
    internal bool FitTable()
    {
        int height = Table.Height << LogBlowup;
        return LogBlowup >= Table.LogQuotientChunks
            && Fits(Main, height, Table.MainWidth)
            && Fits(Preprocessed, height, Table.PreprocessedWidth)
            && Fits(Permutation, height, Table.PermutationWidth * Ext5.Degree)
            && PublicValues.Length >= Table.PublicValueCount
            && (Key is not null || !Table.HasInteractions);
    }

    private static bool Fits(FieldMatrix? matrix, int height, int width) =>
        matrix is null ? width == 0 : matrix.Height == height && matrix.Width == width;
}
