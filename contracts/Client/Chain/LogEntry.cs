using P2PProver.Crypto;

namespace P2PProver.Contracts.Chain;

/// <summary>One event as the chain keeps it.</summary>
/// <param name="Address">The contract that emitted it.</param>
/// <param name="Topics">The event's signature and its indexed arguments, at most four.</param>
/// <param name="Data">The other arguments, ABI-encoded.</param>
/// <param name="BlockNumber">The block's height.</param>
/// <param name="BlockHash">The block's hash.</param>
/// <param name="TransactionHash">The transaction that caused it.</param>
/// <param name="Index">Its position among the logs of the block.</param>
public sealed record LogEntry(
    Address Address,
    IReadOnlyList<Hash32> Topics,
    ReadOnlyMemory<byte> Data,
    ulong BlockNumber,
    Hash32 BlockHash,
    Hash32 TransactionHash,
    ulong Index);
