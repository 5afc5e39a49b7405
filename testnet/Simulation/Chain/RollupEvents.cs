using P2PProver.Crypto;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>What a call reports.</summary>
public abstract record RollupEvent;

/// <summary>A node's stake changed.</summary>
public sealed record StakeChanged(Address Node, Address Payout, UInt128 Stake, long Block) : RollupEvent;

/// <summary>A batch was committed.</summary>
public sealed record BatchCommitted(BatchRecord Batch) : RollupEvent;

/// <summary>Positions were claimed on chain: their numbers.</summary>
public sealed record ClaimsCommitted(Hash32 Key, Address Claimant, IReadOnlyList<int> Positions, long Block) : RollupEvent;

/// <summary>A batch was settled, with who was credited what.</summary>
public sealed record BatchSettled(Hash32 Key, IReadOnlyList<Address> Payees, Address Submitter, IReadOnlyList<UInt128> Rewards, long Time) : RollupEvent;

/// <summary>A claim was missed.</summary>
public sealed record ClaimSlashed(Hash32 Key, int Position, Address Claimant, Address Payee, UInt128 Bond) : RollupEvent;

/// <summary>A batch expired.</summary>
public sealed record BatchExpired(Hash32 Key) : RollupEvent;

/// <summary>A batch was dropped because one before it expired.</summary>
public sealed record BatchPruned(Hash32 Key) : RollupEvent;

/// <summary>The rollup was frozen.</summary>
public sealed record RollupFrozen(long Time) : RollupEvent;
