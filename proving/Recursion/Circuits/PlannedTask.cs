namespace P2PProver.Recursion;

/// <summary>One proof of a batch's tree. Position (level, index) covers the shards from index 2^level on, as many as there are up to 2^level.</summary>
/// <param name="Level">0 for leaves.</param>
/// <param name="Index">The place in the level.</param>
/// <param name="FirstShard">The first shard it covers.</param>
/// <param name="ShardCount">The shards it covers.</param>
/// <param name="Left">Where the left child stands in the plan; -1 for a leaf.</param>
/// <param name="Right">Where the right child stands in the plan; -1 for a leaf.</param>
public sealed record PlannedTask(int Level, int Index, int FirstShard, int ShardCount, int Left, int Right)
{
    /// <summary>Whether it is a leaf.</summary>
    public bool IsLeaf => Level == 0;
}
