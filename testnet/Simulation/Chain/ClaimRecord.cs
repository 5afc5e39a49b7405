using P2PProver.Crypto;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>A claim on chain: who, since which block, and the stake locked for it.</summary>
public sealed record ClaimRecord(Address Claimant, long Block, UInt128 Bond);
