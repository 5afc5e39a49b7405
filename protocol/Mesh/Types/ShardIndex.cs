namespace P2PProver.Mesh;

/// <summary>The number of a shard within its batch, from 0.</summary>
public readonly record struct ShardIndex(int Value);
