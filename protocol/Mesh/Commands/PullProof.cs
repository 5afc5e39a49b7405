namespace P2PProver.Mesh;

/// <summary>Pull proof bytes from a peer, check size and hash, and keep them. Answered by one <see cref="ProofPulled"/>.</summary>
/// <param name="From">The peer.</param>
/// <param name="Proof">The hash.</param>
/// <param name="SizeBytes">The size that the header tells.</param>
public sealed record PullProof(NodeId From, ProofHash Proof, int SizeBytes) : MeshCommand;
