using P2PProver.Crypto;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>A call of the contracts, as the content of a transaction.</summary>
/// <param name="Value">The coins sent along, in wei.</param>
public abstract record RollupCall(UInt128 Value);

/// <summary>Registers a node or adds to its stake.</summary>
public sealed record StakeCall(UInt128 Value, Address Payout) : RollupCall(Value);

/// <summary>Takes stake out that is not locked.</summary>
public sealed record UnstakeCall(UInt128 Amount) : RollupCall(UInt128.Zero);

/// <summary>Commits a batch.</summary>
public sealed record CommitBatchCall(UInt128 Value, Hash32 Parent, Hash32 Data, Hash32 StateOut, int ShardCount, UInt128 Pot, int QueueAfter)
    : RollupCall(Value);

/// <summary>Claims positions of one level on chain.</summary>
public sealed record CommitClaimsCall(Hash32 Key, int Level, ulong Bitmap) : RollupCall(UInt128.Zero);

/// <summary>Settles a batch with its final proof.</summary>
/// <param name="Key">The batch.</param>
/// <param name="Payees">The payees of the positions, in their order.</param>
/// <param name="Submitter">Who the proof says finalised it.</param>
/// <param name="Proof">The proof; only <see cref="IFinalProofCheck"/> looks into it.</param>
public sealed record SettleCall(Hash32 Key, IReadOnlyList<Address> Payees, Address Submitter, object Proof) : RollupCall(UInt128.Zero);

/// <summary>Expires the first unsettled batch.</summary>
public sealed record ExpireCall(Hash32 Key) : RollupCall(UInt128.Zero);

/// <summary>Appends an item to the forced queue.</summary>
public sealed record ForcedItemCall(UInt128 Value) : RollupCall(Value);

/// <summary>Freezes the rollup.</summary>
public sealed record FreezeCall() : RollupCall(UInt128.Zero);

/// <summary>Leaves by the escape hatch with the balance of the last settled state.</summary>
public sealed record EscapeCall() : RollupCall(UInt128.Zero);

/// <summary>Takes out what is credited.</summary>
public sealed record WithdrawCall() : RollupCall(UInt128.Zero);

/// <summary>Does nothing: it takes the place of a transaction that is not wanted any more.</summary>
public sealed record CancelCall() : RollupCall(UInt128.Zero);
