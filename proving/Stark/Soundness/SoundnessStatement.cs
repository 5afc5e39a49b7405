namespace P2PProver.Stark.Soundness;

/// <summary>The quantities of a statement that its soundness depends on.</summary>
/// <param name="LogHeight">log2 of the tallest table.</param>
/// <param name="BatchedFunctions">Powers of one challenge that batch functions: at least columns times opening points, over all heights.</param>
/// <param name="ConstraintCount">Constraints folded with powers of one challenge.</param>
/// <param name="MaxDegree">Largest constraint degree.</param>
/// <param name="InteractionRows">Sum over tables of rows times interactions.</param>
/// <param name="TupleWidth">Elements of the widest bus tuple.</param>
/// <param name="Schedule">The FRI rounds.</param>
public sealed record SoundnessStatement(
    int LogHeight,
    int BatchedFunctions,
    int ConstraintCount,
    int MaxDegree,
    double InteractionRows,
    int TupleWidth,
    FriSchedule Schedule)
{
    /// <summary>Reads the quantities off actual tables.</summary>
    /// <param name="parameters">The parameter set the schedule follows from.</param>
    /// <param name="tables">All tables of the machine.</param>
    public static SoundnessStatement FromTables(ProofParameters parameters, IReadOnlyList<TableShape> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return new SoundnessStatement(
            tables.Max(table => table.LogHeight),
            BatchPowers(new ProofShape(parameters, tables)),
            tables.Sum(table => table.ConstraintCount),
            tables.Max(table => table.MaxDegree),
            tables.Sum(table => Math.ScaleB(table.InteractionCount, table.LogHeight)),
            tables.Max(table => table.MaxTupleWidth),
            FriSchedule.Create(parameters, tables.Select(table => table.LogHeight)));
    }

    // Places that pad a row and columns that are not opened at the next row's point take a power all the same.
    private static int BatchPowers(ProofShape shape) => shape.LogHeights.Sum(height =>
        shape.BatchedWidth(height) * (shape.Openings.Any(block => block.LogHeight == height && block.IsNext) ? 2 : 1));

    /// <summary>A statement of one height, for planning before circuits exist.</summary>
    /// <param name="parameters">The parameter set the schedule follows from.</param>
    /// <param name="logHeight">log2 of the height.</param>
    /// <param name="batchedFunctions">Columns times opening points.</param>
    /// <param name="constraints">Constraints of degree 3.</param>
    /// <param name="interactions">Interactions per row.</param>
    /// <param name="tupleWidth">Elements of the widest tuple.</param>
    public static SoundnessStatement Uniform(
        ProofParameters parameters, int logHeight, int batchedFunctions, int constraints, int interactions, int tupleWidth) =>
        new(
            logHeight,
            batchedFunctions,
            constraints,
            MaxDegree: 3,
            Math.ScaleB(interactions, logHeight),
            tupleWidth,
            FriSchedule.Create(parameters, [logHeight]));
}
