using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>What the chain says about a batch.</summary>
public sealed record BatchInfo
{
    /// <summary>Its name.</summary>
    public required BatchKey Key { get; init; }

    /// <summary>Its number: counts every commit ever made.</summary>
    public required ulong Index { get; init; }

    /// <summary>The batch whose state it starts from.</summary>
    public required BatchKey Parent { get; init; }

    /// <summary>Who committed it.</summary>
    public required Address Sequencer { get; init; }

    /// <summary>The number of shards, from 1 to 64.</summary>
    public required int ShardCount { get; init; }

    /// <summary>The content hash of the witness package.</summary>
    public required Hash32 Witness { get; init; }

    /// <summary>The block that committed it.</summary>
    public required BlockRef CommitBlock { get; init; }

    /// <summary>The transaction that committed it.</summary>
    public required Hash32 Transaction { get; init; }

    /// <summary>That block's timestamp, in milliseconds since 1970 (UTC).</summary>
    public required long CommitTimeMs { get; init; }

    /// <summary>That block's randomness (prevrandao), which ranks are drawn from.</summary>
    public required Hash32 Randomness { get; init; }

    /// <summary>What is paid to those who prove it.</summary>
    public required Wei Pot { get; init; }
}
