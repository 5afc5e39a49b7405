using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>The parameter sets of the last two layers.</summary>
/// <param name="Shrink">Shrink's: over Poseidon2, at a low rate, so that few queries are left for Final to verify.</param>
/// <param name="Final">Final's: over Keccak, for the contract.</param>
public sealed record SettlementParameters(ProofParameters Shrink, ProofParameters Final)
{
    /// <summary>The sets with at least 100 provable bits.</summary>
    public static SettlementParameters Standard { get; } = new(ProofParameters.Shrink100, ProofParameters.Final100);
}
