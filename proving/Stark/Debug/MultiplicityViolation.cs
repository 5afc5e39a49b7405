namespace P2PProver.Stark;

/// <summary>A multiplicity exceeds its declared bound, so the sum of bounds that rules out a wrap modulo p says nothing.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Row">The row at which the bound is first exceeded.</param>
/// <param name="Interaction">The interaction's number in its table.</param>
/// <param name="Bus">The bus's name.</param>
/// <param name="Multiplicity">The multiplicity of the row, or of all rows so far.</param>
/// <param name="Bound">The declared bound.</param>
public sealed record MultiplicityViolation(
    string Table, int Row, int Interaction, string Bus, ulong Multiplicity, MultiplicityBound Bound) : DebugFinding
{
    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant(
        $"Table '{Table}', row {Row}: interaction {Interaction} with bus '{Bus}' has multiplicity {Multiplicity}, declared {Bound.Kind} {Bound.Limit}.");
}
