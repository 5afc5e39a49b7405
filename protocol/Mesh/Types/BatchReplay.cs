namespace P2PProver.Mesh;

/// <summary>This node's own replay of a batch, against which every statement is compared.</summary>
/// <param name="Allowed">The digest of the verifying keys that this network allows.</param>
/// <param name="Domain">The digest of chain, contract and version.</param>
/// <param name="Point">The evaluation point z.</param>
/// <param name="Boundaries">One more than there are shards: before the first, between each two, after the last.</param>
public sealed record BatchReplay(Hash32 Allowed, Hash32 Domain, Hash32 Point, IReadOnlyList<ShardBoundary> Boundaries);
