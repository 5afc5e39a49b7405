namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>batch show</c> as JSON, schema <c>p2pprover.batch.show/1</c>. Amounts are coins, times seconds since 1970.</summary>
/// <param name="Key">The batch.</param>
/// <param name="Index">How many batches were committed before it.</param>
/// <param name="Parent">The batch before it.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Sequencer">Who committed it.</param>
/// <param name="Shards">Its shards.</param>
/// <param name="Payouts">Its withdrawals and forced exits.</param>
/// <param name="QueueItems">Queue items that it consumes.</param>
/// <param name="Pot">What its proof earns at first.</param>
/// <param name="Bond">The sequencer's bond.</param>
/// <param name="CommitBlock">The block of its commit.</param>
/// <param name="CommitTime">The time of its commit.</param>
/// <param name="OpensAt">When claims bind no longer, if it is the first live batch.</param>
/// <param name="RewardLeaf">What each leaf earns now.</param>
/// <param name="RewardMerge">What each merge earns now.</param>
/// <param name="RewardFinaliser">What the submitter earns now, without the refund.</param>
/// <param name="DataHash">keccak256 of its data.</param>
/// <param name="WitnessHash">keccak256 of its witness package.</param>
/// <param name="Claims">The claims on it.</param>
public sealed record BatchShowReport(
    string Key,
    ulong Index,
    string Parent,
    string Status,
    string Sequencer,
    uint Shards,
    uint Payouts,
    uint QueueItems,
    string Pot,
    string Bond,
    ulong CommitBlock,
    ulong CommitTime,
    ulong OpensAt,
    string RewardLeaf,
    string RewardMerge,
    string RewardFinaliser,
    string DataHash,
    string WitnessHash,
    IReadOnlyList<BatchShowReport.Claim> Claims)
{
    /// <summary>A claim.</summary>
    /// <param name="Node">Who claims.</param>
    /// <param name="Level">The level.</param>
    /// <param name="Positions">Bit i is position i.</param>
    /// <param name="AgeSeconds">Seconds from the commit to the claim.</param>
    public sealed record Claim(string Node, int Level, ulong Positions, uint AgeSeconds);
}
