namespace P2PProver.Mesh;

/// <summary>A claim is being worked on. Topic <see cref="MeshTopic.Claim"/>; at most 256 bytes; one per quarter of the claim's
/// life.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Task">The task.</param>
/// <param name="Quarter">1, 2 or 3: the quarters of the claim's life that have passed.</param>
/// <param name="Node">The author.</param>
/// <param name="Signature">The author's signature.</param>
public sealed record ClaimHeartbeat(BatchKey Batch, TaskId Task, int Quarter, NodeId Node, MessageSignature Signature)
    : MeshMessage(Node, Signature);
