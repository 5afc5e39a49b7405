namespace P2PProver.Rollup;

/// <summary>The sizes that a rollup fixes for good; tests use small ones.</summary>
/// <param name="TreeDepth">Depth of the account tree.</param>
/// <param name="BlocksPerShard">Blocks of every shard, K.</param>
public sealed record BatchShape(int TreeDepth, int BlocksPerShard)
{
    /// <summary>The most shards of a batch.</summary>
    public const int ShardCountMax = 64;

    /// <summary>The most bytes of a batch's packed data.</summary>
    public const int DataBytesMax = 120_000;

    /// <summary>
    /// The rollup's own sizes. A transfer takes 252 permutations (150 for the signature, 1 for its message, 1 for the data chain, 25 for
    /// each of four account paths), so 256 is the largest multiple of 16 that fits 2^16 rows.
    /// </summary>
    public static BatchShape Standard { get; } = new(AccountIndex.Bits, 256);

    /// <summary>The number of accounts that the tree has room for.</summary>
    public uint AccountLimit => 1u << TreeDepth;

    /// <summary>The number of shards that so many blocks fill; at least one.</summary>
    public int ShardsFor(int blocks) => int.Max(1, (blocks + BlocksPerShard - 1) / BlocksPerShard);
}
