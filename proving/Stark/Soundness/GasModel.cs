namespace P2PProver.Stark.Soundness;

/// <summary>
/// Gas of verifying a proof in Solidity. The unit costs are what the phases of the verifier took on the model of the last circuit
/// (contracts/snapshots/Gas.json), divided by what each phase does; a test compares estimate and measurement.
/// </summary>
public static class GasModel
{
    // Reading the shape, calling the contract of the head, selectors and fingerprints.
    private const double FixedGas = 224_000;
    private const double TranscriptGas = 32_000;

    // Folding one constraint by generated code; reading and batching one claimed value.
    private const double ConstraintGas = 1_634;
    private const double OpenedValueGas = 320;

    // Planning one layer for one query; hashing one node.
    private const double PlanGas = 338;
    private const double NodeGas = 109;

    // Reading, hashing and placing an opened row; weighting one of its columns; making the weight; reducing one query at one height.
    private const double RowGas = 4_490;
    private const double ColumnGas = 51;
    private const double WeightGas = 175;
    private const double ReducedGas = 2_400;

    // One value of an opened row of a FRI round; one coefficient of the final polynomial at one query.
    private const double FoldedValueGas = 814;
    private const double FinalCoefficientGas = 150;

    private const double BaseGas = 21_000;
    private const double NonZeroShare = 0.985;
    private const double CalldataGas = 16;
    private const double CalldataZeroGas = 4;
    private const double FloorShare = 2.5;

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
        ProofShape shape = new(parameters, tables);
        double execution = Head(shape) + Queries(shape);
        double calldata = size.Bytes * ((CalldataGas * NonZeroShare) + (CalldataZeroGas * (1 - NonZeroShare)));
        return new GasEstimate(size.Bytes, execution, BaseGas + calldata + execution, BaseGas + (FloorShare * calldata));
    }

    private static double Head(ProofShape shape) =>
        FixedGas
        + TranscriptGas
        + (shape.Tables.Sum(table => table.ConstraintCount) * ConstraintGas)
        + (shape.OpenedValueCount * OpenedValueGas);

    private static double Queries(ProofShape shape)
    {
        double queries = shape.Parameters.QueryCount;
        int columns = shape.LogHeights.Sum(shape.BatchedWidth);
        int rows = shape.CommitmentTrees.Sum(tree => tree.Groups.Length);
        double nodes = shape.CommitmentTrees.Sum(tree => PathNodes(shape.Parameters, tree.LogSize))
            + shape.RoundTrees.Sum(tree => PathNodes(shape.Parameters, tree.LogSize));
        double foldedValues = shape.Schedule.Rounds.Sum(round => Math.ScaleB(1, round.LogArity));
        double perQuery = (shape.Schedule.LogMaxSize * PlanGas)
            + (rows * RowGas)
            + (columns * ColumnGas)
            + (shape.LogHeights.Length * ReducedGas)
            + (foldedValues * FoldedValueGas)
            + Math.ScaleB(FinalCoefficientGas, shape.Parameters.LogFinalLength);
        return (queries * perQuery) + (columns * WeightGas) + (nodes * NodeGas);
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
