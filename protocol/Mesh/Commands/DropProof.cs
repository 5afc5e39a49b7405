namespace P2PProver.Mesh;

/// <summary>Kept bytes are of no use any more. The outbox is not touched.</summary>
/// <param name="Proof">The hash.</param>
public sealed record DropProof(ProofHash Proof) : MeshCommand;
