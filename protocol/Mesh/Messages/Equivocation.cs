namespace P2PProver.Mesh;

/// <summary>
/// Two headers of one author for one task with different proofs: both signatures are the evidence. Topic <see cref="MeshTopic.Report"/>; at
/// most 768 bytes; one per author, task and reporter.
/// </summary>
/// <param name="First">The header with the smaller proof hash.</param>
/// <param name="Second">The header with the greater proof hash.</param>
/// <param name="Node">The reporter.</param>
/// <param name="Signature">The reporter's signature.</param>
public sealed record Equivocation(ProofHeader First, ProofHeader Second, NodeId Node, MessageSignature Signature)
    : MeshMessage(Node, Signature);
