using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>What a proof that the verifier accepts says.</summary>
/// <param name="Statement">Its public values.</param>
/// <param name="Payees">The payees that travel beside it: one per position of its subtree, level by level from the leaves, by index.</param>
public sealed record ProofContents(ProofStatement Statement, IReadOnlyList<Address> Payees);
