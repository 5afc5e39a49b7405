using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>Why a proof of Leaf or Merge cannot be made; nothing of it is a bug of the caller's.</summary>
/// <param name="Child">The verdict on the child that was refused, or <see cref="VerifyResult.Valid"/>.</param>
/// <param name="Statement">Why the children's statements do not make one.</param>
/// <param name="Circuit">The check of the circuit that fails, or null.</param>
public sealed record ProveFault(VerifyResult Child, StatementFault Statement, CircuitFault? Circuit)
{
    /// <inheritdoc/>
    public override string ToString() =>
        !Child.IsValid ? $"a child proof is refused: {Child}" : Circuit?.ToString() ?? $"the statements do not join: {Statement}";
}
