namespace P2PProver.Mesh;

/// <summary>A proof in the outbox is obsolete: its batch settled (and stayed so for the confirmations), expired or was pruned.</summary>
/// <param name="Proof">The proof.</param>
public sealed record ReleaseFromOutbox(ProofHash Proof) : MeshCommand;
