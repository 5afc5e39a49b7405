namespace P2PProver.Stark.Soundness;

/// <summary>
/// Gas of verifying a proof in Yul, from unit costs measured on single kernels: row dot products in 64-bit lanes, Keccak leaves read from
/// calldata, unrolled Merkle levels, arity-16 folds.
/// </summary>
public static class GasModel
{
    private const double ColumnGas = 53;
    private const double LevelGas = 115;
    private const double LevelBookkeepingGas = 60;
    private const double ExtensionMultiplicationGas = 650;
    private const double ConstraintMultiplications = 1500;
    private const double FoldedValueGas = 620;
    private const double QueryGas = 3000;
    private const double LeafGas = 200;
    private const double LeafWordGas = 13;
    private const double FoldLeafGas = 250;
    private const double OpenedValueGas = 12;
    private const double TranscriptGas = 400_000;
    private const double BaseGas = 21_000;
    private const double NonZeroShare = 0.98;
    private const double CalldataGas = 16;
    private const double CalldataFloorGas = 40;

    // Main, quotient, preprocessed and permutation: the preprocessed cap is a constant of the contract, its openings are not.
    private const int Commitments = 4;

    /// <summary>Estimates one verification.</summary>
    /// <param name="parameters">The parameter set of the final proof.</param>
    /// <param name="tables">All tables of the final circuit.</param>
    public static GasEstimate Estimate(ProofParameters parameters, IReadOnlyList<TableShape> tables)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Estimate(parameters, tables, parameters.DigestBytes);
    }

    /// <summary>Estimates one verification with digests of any length.</summary>
    internal static GasEstimate Estimate(ProofParameters parameters, IReadOnlyList<TableShape> tables, int digestBytes)
    {
        ArgumentNullException.ThrowIfNull(tables);
        CostEstimate size = ProofSizeModel.Estimate(parameters, tables, digestBytes);
        FriSchedule schedule = FriSchedule.Create(parameters, tables.Select(table => table.LogHeight));
        int heights = tables.Select(table => table.LogHeight).Distinct().Count();
        int openedValues = tables.Sum(table => table.OpenedValues);
        double queries = parameters.QueryCount;

        double hashes = Commitments * PathNodes(parameters, schedule.LogMaxSize)
            + schedule.Rounds.Sum(round => PathNodes(parameters, round.LogSizeAfter));
        double perQuery = (size.OpenedRowWidth * ColumnGas) + (heights * 4 * ExtensionMultiplicationGas) + QueryGas;
        double leaves = (Commitments * LeafGas) + (size.OpenedRowWidth / 8.0 * LeafWordGas) + (schedule.Rounds.Count * FoldLeafGas);
        double foldedValues = schedule.Rounds.Sum(round => Math.ScaleB(1, round.LogArity));

        double execution = (queries * (perQuery + leaves + (foldedValues * FoldedValueGas)))
            + (hashes * (LevelGas + LevelBookkeepingGas))
            + (ConstraintMultiplications * ExtensionMultiplicationGas)
            + (openedValues * ProofParameters.ExtensionDegree * OpenedValueGas)
            + TranscriptGas;
        double calldata = CalldataGas * NonZeroShare * size.Bytes;
        return new GasEstimate(
            size.Bytes, execution, BaseGas + calldata + execution, BaseGas + (CalldataFloorGas * NonZeroShare * size.Bytes));
    }

    // Nodes hashed in one tree by a multi-opening: no level has more of them than there are queries or nodes.
    private static double PathNodes(ProofParameters parameters, int depth)
    {
        int cap = Math.Min(parameters.CapHeight, depth);
        double nodes = 0;
        for (int level = cap + 1; level <= depth; level++)
        {
            nodes += Math.Min(parameters.QueryCount, Math.ScaleB(1, level));
        }

        return nodes;
    }
}
