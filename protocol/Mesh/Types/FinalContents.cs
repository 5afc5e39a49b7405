using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>What a final proof that the verifier accepts says.</summary>
/// <param name="Statement">The root's public values; <see cref="ProofStatement.Allowed"/> is the one fixed in the circuit.</param>
/// <param name="Payees">One per position of the whole tree, level by level from the leaves, by index.</param>
/// <param name="Submitter">Who is paid for finalising and refunded.</param>
public sealed record FinalContents(ProofStatement Statement, IReadOnlyList<Address> Payees, Address Submitter);
