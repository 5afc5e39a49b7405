namespace P2PProver.Mesh;

/// <summary>The author is about to prove a task. Topic <see cref="MeshTopic.Claim"/>; at most 256 bytes; one per task and author, never
/// extended.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Task">The task.</param>
/// <param name="ExpiryMs">When the claim ends: milliseconds since 1970 (UTC).</param>
/// <param name="Node">The author.</param>
/// <param name="Signature">The author's signature.</param>
public sealed record Claim(BatchKey Batch, TaskId Task, long ExpiryMs, NodeId Node, MessageSignature Signature)
    : MeshMessage(Node, Signature);
