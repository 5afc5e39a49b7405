namespace P2PProver.Mesh;

/// <summary>Answer a request with bytes that the host keeps.</summary>
/// <param name="Ticket">Which request.</param>
/// <param name="Proof">The proof.</param>
public sealed record ServeProof(ulong Ticket, ProofHash Proof) : MeshCommand;
