namespace P2PProver.Mesh;

/// <summary>A proof of a task exists, and its author serves the bytes. Topic <see cref="MeshTopic.Header"/>; at most 300 bytes; one per task
/// and author, valid or not.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Task">The task.</param>
/// <param name="Proof">The Keccak-256 of the bytes.</param>
/// <param name="SizeBytes">Their number, from 1 to <see cref="MeshLimits.ProofBytesMax"/>.</param>
/// <param name="Node">The author.</param>
/// <param name="Signature">The author's signature.</param>
public sealed record ProofHeader(BatchKey Batch, TaskId Task, ProofHash Proof, int SizeBytes, NodeId Node, MessageSignature Signature)
    : MeshMessage(Node, Signature);
