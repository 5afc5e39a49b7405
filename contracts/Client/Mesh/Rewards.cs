namespace P2PProver.Contracts.Mesh;

/// <summary>What a batch's positions earn.</summary>
/// <param name="Leaf">Each leaf.</param>
/// <param name="Merge">Each merge; zero if there is one shard.</param>
/// <param name="Finaliser">The submitter, without the refund.</param>
public sealed record Rewards(Wei Leaf, Wei Merge, Wei Finaliser);
