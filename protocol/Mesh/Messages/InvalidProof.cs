namespace P2PProver.Mesh;

/// <summary>
/// The bytes under a header do not prove its task. Self-certifying: who hears it pulls the bytes from the reporter and checks again. Topic
/// <see cref="MeshTopic.Report"/>; at most 512 bytes; one per header and reporter.
/// </summary>
/// <param name="Header">The header, with its author's signature.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Node">The reporter, who serves the bytes.</param>
/// <param name="Signature">The reporter's signature.</param>
public sealed record InvalidProof(ProofHeader Header, InvalidProofReason Reason, NodeId Node, MessageSignature Signature)
    : MeshMessage(Node, Signature);
