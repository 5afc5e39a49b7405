using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>A constraint is not zero on a row.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Row">The row.</param>
/// <param name="Constraint">The constraint's name.</param>
/// <param name="Value">What it evaluates to; under a selector, up to a factor.</param>
/// <param name="Columns">The columns that it reads and their values on that row, "name = value".</param>
public sealed record ConstraintViolation(
    string Table, int Row, string Constraint, KoalaBear Value, IReadOnlyList<string> Columns) : DebugFinding
{
    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant(
        $"Table '{Table}', row {Row}: constraint '{Constraint}' is {Value}, not 0; {string.Join(", ", Columns)}.");
}
