using P2PProver.Crypto;

namespace P2PProver.Contracts.Chain;

/// <summary>What became of a mined transaction.</summary>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="Succeeded">False if it reverted; its gas is paid all the same.</param>
/// <param name="BlockNumber">The height of its block.</param>
/// <param name="BlockHash">The hash of its block.</param>
/// <param name="GasUsed">The gas it used.</param>
/// <param name="EffectiveGasPrice">What it paid per gas.</param>
/// <param name="ContractAddress">The contract it created; null if none.</param>
/// <param name="Logs">The events it emitted.</param>
public sealed record TransactionReceipt(
    Hash32 TransactionHash,
    bool Succeeded,
    ulong BlockNumber,
    Hash32 BlockHash,
    ulong GasUsed,
    Wei EffectiveGasPrice,
    Address? ContractAddress,
    IReadOnlyList<LogEntry> Logs);
