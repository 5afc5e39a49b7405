namespace P2PProver.Mesh;

/// <summary>
/// The answer to a <see cref="Status"/>: one's own, and headers that the asker lacks, so that partitions heal. At most 64 KiB.
/// </summary>
/// <param name="Status">The answering node's status.</param>
/// <param name="Headers">Up to <see cref="MeshLimits.StatusHeadersMax"/> headers, each with its author's signature.</param>
/// <param name="Finals">Up to <see cref="MeshLimits.LiveBatchesMax"/> final headers.</param>
public sealed record StatusReply(Status Status, IReadOnlyList<ProofHeader> Headers, IReadOnlyList<FinalHeader> Finals);
