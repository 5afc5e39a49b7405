using System.Numerics;

namespace P2PProver.Stark;

/// <summary>
/// Everything about a table that verifier, size model and soundness calculator need: constants of the circuit, never of a proof.
/// </summary>
/// <param name="Name">The table's name.</param>
/// <param name="LogHeight">log2 of the number of rows.</param>
/// <param name="PreprocessedWidth">Preprocessed base columns.</param>
/// <param name="MainWidth">Main base columns.</param>
/// <param name="PermutationWidth">Extension columns of the LogUp trace: 0, or 1 accumulator plus the fraction columns.</param>
/// <param name="MaxDegree">Largest constraint degree, in trace columns.</param>
/// <param name="UsesNextMain">Whether some constraint reads the next row of a main column.</param>
/// <param name="UsesNextPreprocessed">Whether some constraint reads the next row of a preprocessed column.</param>
/// <param name="ConstraintCount">Constraints folded with alpha, those of LogUp included.</param>
/// <param name="InteractionCount">Bus interactions per row.</param>
/// <param name="MaxTupleWidth">Elements of the widest tuple sent or received; 0 without interactions.</param>
public sealed record TableShape(
    string Name,
    int LogHeight,
    int PreprocessedWidth,
    int MainWidth,
    int PermutationWidth,
    int MaxDegree,
    bool UsesNextMain,
    bool UsesNextPreprocessed,
    int ConstraintCount,
    int InteractionCount,
    int MaxTupleWidth)
{
    /// <summary>The shape of a table.</summary>
    /// <param name="table">The table.</param>
    public static TableShape FromTable(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new TableShape(
            table.Name,
            table.LogHeight,
            table.PreprocessedWidth,
            table.MainWidth,
            table.PermutationWidth,
            table.MaxDegree,
            table.UsesNextMain,
            table.UsesNextPreprocessed,
            table.TotalConstraintCount,
            table.Interactions.Length,
            table.MaxTupleWidth);
    }

    /// <summary>log2 of the number of quotient chunks of degree below the height: 2^ceil(log2(max(degree, 2) - 1)).</summary>
    public int LogQuotientChunks => BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(MaxDegree, 2) - 1));

    /// <summary>Quotient chunks, each of <see cref="ProofParameters.ExtensionDegree"/> base columns.</summary>
    public int QuotientChunks => 1 << LogQuotientChunks;

    /// <summary>Whether the table takes part in LogUp.</summary>
    public bool HasInteractions => PermutationWidth > 0;

    /// <summary>Base columns over all four commitments.</summary>
    public int CommittedWidth =>
        PreprocessedWidth + MainWidth + ((PermutationWidth + QuotientChunks) * ProofParameters.ExtensionDegree);

    /// <summary>Claimed evaluations of base columns, counted once per opening point.</summary>
    public int OpenedValues =>
        (PreprocessedWidth * Points(UsesNextPreprocessed))
        + (MainWidth * Points(UsesNextMain))
        + (ProofParameters.ExtensionDegree * ((2 * PermutationWidth) + QuotientChunks));

    private static int Points(bool usesNext) => usesNext ? 2 : 1;
}
