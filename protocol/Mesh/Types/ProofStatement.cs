namespace P2PProver.Mesh;

/// <summary>Every public value of a leaf or merge proof (docs/PROOFS.md), each field as 32 bytes.</summary>
/// <param name="Allowed">The digest of the verifying keys.</param>
/// <param name="Domain">The digest of chain, contract and version.</param>
/// <param name="Batch">The batch key as the proof has it.</param>
/// <param name="FirstShard">The first shard covered.</param>
/// <param name="ShardCount">How many are covered.</param>
/// <param name="Point">The evaluation point z.</param>
/// <param name="Before">Before the first shard.</param>
/// <param name="After">After the last.</param>
/// <param name="Attribution">The digest over who is paid for which position.</param>
public sealed record ProofStatement(
    Hash32 Allowed,
    Hash32 Domain,
    BatchKey Batch,
    int FirstShard,
    int ShardCount,
    Hash32 Point,
    ShardBoundary Before,
    ShardBoundary After,
    Hash32 Attribution);
