using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>The private inputs of Leaf.</summary>
/// <param name="Proof">The shard proof.</param>
/// <param name="Payee">Who is paid.</param>
internal sealed record LeafWitness(ExpandedProof Proof, Payee Payee);
