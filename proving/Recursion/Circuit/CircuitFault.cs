namespace P2PProver.Recursion;

/// <summary>The first check of a circuit that its inputs fail.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Label">The labels in force where the check was stated, outermost first, joined by " / ".</param>
public sealed record CircuitFault(FaultKind Kind, string Label)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind} at {Label}";
}
