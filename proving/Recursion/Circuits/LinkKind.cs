namespace P2PProver.Recursion;

/// <summary>How a public value of neighbouring shards must hang together.</summary>
public enum LinkKind
{
    /// <summary>The same in all shards of a batch.</summary>
    Equal = 0,

    /// <summary>What a shard starts from: the end of the shard before it.</summary>
    ChainIn = 1,

    /// <summary>Where a shard ends; stands right behind its start.</summary>
    ChainOut = 2,
}
