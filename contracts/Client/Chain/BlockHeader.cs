namespace P2PProver.Contracts.Chain;

/// <summary>What is read of a block.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="ParentHash">The hash of the block below.</param>
/// <param name="Timestamp">Seconds since 1970.</param>
/// <param name="BaseFee">The base fee per gas; zero on chains without EIP-1559.</param>
/// <param name="GasLimit">The gas that a block may use.</param>
public sealed record BlockHeader(ulong Number, Hash32 Hash, Hash32 ParentHash, ulong Timestamp, Wei BaseFee, ulong GasLimit);
