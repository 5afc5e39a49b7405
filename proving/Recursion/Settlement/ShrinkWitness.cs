using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>The private inputs of Shrink.</summary>
/// <param name="Root">The root with what it says.</param>
/// <param name="Proof">Its proof, expanded.</param>
/// <param name="Payees">The list of payees.</param>
internal sealed record ShrinkWitness(RecursionProof Root, ExpandedProof Proof, IReadOnlyList<Payee> Payees);
