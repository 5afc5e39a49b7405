namespace P2PProver.Mesh;

/// <summary>A batch has been committed, and these peers serve its witness. Topic <see cref="MeshTopic.Announce"/>; at most 2,048 bytes; one per
/// batch and author.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="CommitBlock">The block that committed it, as the author sees the chain: a hint, checked against the receiver's own view.</param>
/// <param name="Transaction">The hash of the transaction that committed it.</param>
/// <param name="WitnessProviders">Up to <see cref="MeshLimits.WitnessProvidersMax"/> peers, in strictly ascending order; verified by
/// pulling.</param>
/// <param name="Node">The author.</param>
/// <param name="Signature">The author's signature.</param>
public sealed record BatchAnnounce(
    BatchKey Batch,
    BlockRef CommitBlock,
    Hash32 Transaction,
    IReadOnlyList<NodeId> WitnessProviders,
    NodeId Node,
    MessageSignature Signature) : MeshMessage(Node, Signature);
