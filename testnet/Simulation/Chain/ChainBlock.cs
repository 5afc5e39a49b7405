using System.Collections.Immutable;
using P2PProver.Crypto;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>A block with the state after it.</summary>
public sealed record ChainBlock(
    BlockContext Context,
    Hash32 Hash,
    Hash32 ParentHash,
    Hash32 Randomness,
    bool IsCensored,
    ImmutableArray<ChainReceipt> Receipts,
    RollupState State,
    ImmutableDictionary<Address, long> Nonces)
{
    /// <summary>The block's number.</summary>
    public long Number => Context.Number;
}
