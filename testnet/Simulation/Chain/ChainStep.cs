namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>What a slot brought: the blocks that are no longer part of the chain, newest first, and those that now are, oldest first.</summary>
public sealed record ChainStep(IReadOnlyList<ChainBlock> Removed, IReadOnlyList<ChainBlock> Added);
