namespace P2PProver.Stark;

/// <summary>A trace does not have its table's width or height.</summary>
/// <param name="Table">The table's name.</param>
public sealed record ShapeMismatch(string Table) : DebugFinding
{
    /// <inheritdoc/>
    public override string Describe() => $"The traces of table '{Table}' do not have its shape.";
}
