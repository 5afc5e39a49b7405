namespace P2PProver.Mesh;

/// <summary>A peer asks for the bytes of a proof. Answered by <see cref="ServeProof"/> or <see cref="RefuseRequest"/>.</summary>
/// <param name="From">Who asks.</param>
/// <param name="Request">What for.</param>
/// <param name="Ticket">The host's number for the answer, never used twice.</param>
public sealed record ProofRequested(NodeId From, ProofRequest Request, ulong Ticket) : MeshEvent;
