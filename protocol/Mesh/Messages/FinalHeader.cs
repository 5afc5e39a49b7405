using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>A final proof of a batch exists, which anyone may send to the contract. Topic <see cref="MeshTopic.Root"/>; at most 300 bytes; one
/// per batch and author, valid or not.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Proof">The Keccak-256 of the bytes.</param>
/// <param name="SizeBytes">Their number, from 1 to <see cref="MeshLimits.ProofBytesMax"/>.</param>
/// <param name="Submitter">The account bound in the proof, to which the refund goes.</param>
/// <param name="Node">The author.</param>
/// <param name="Signature">The author's signature.</param>
public sealed record FinalHeader(BatchKey Batch, ProofHash Proof, int SizeBytes, Address Submitter, NodeId Node, MessageSignature Signature)
    : MeshMessage(Node, Signature);
