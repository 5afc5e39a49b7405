namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>A transaction in a block, with its outcome.</summary>
public sealed record ChainReceipt(ChainTransaction Transaction, Revert Revert, IReadOnlyList<RollupEvent> Events, long Gas);
