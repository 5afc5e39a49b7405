using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>An event of rollup or registry. What each means says the contracts' interfaces.</summary>
public abstract record MeshEvent
{
    private MeshEvent()
    {
    }

    /// <summary>An account got its index, and an openAccount is queued.</summary>
    public sealed record AccountQueued(ulong Id, uint Index, Address Owner, Hash32 PublicKey, ulong AmountGwei) : MeshEvent;

    /// <summary>A deposit is queued.</summary>
    public sealed record DepositQueued(ulong Id, uint Index, Address Payer, ulong AmountGwei) : MeshEvent;

    /// <summary>A forced exit is queued.</summary>
    public sealed record ForcedExitQueued(ulong Id, uint Index, Address Owner) : MeshEvent;

    /// <summary>A batch was committed; its data is the input of the transaction.</summary>
    public sealed record BatchCommitted(BatchRecord Batch, Hash32 DataHash, Hash32 WitnessHash, Hash32 Prevrandao) : MeshEvent;

    /// <summary>A node claimed positions.</summary>
    public sealed record ClaimsCommitted(Hash32 Key, Address Node, byte Level, ulong Positions, Wei Bond) : MeshEvent;

    /// <summary>A node missed claimed positions.</summary>
    public sealed record ClaimsMissed(Hash32 Key, Address Node, byte Level, ulong Positions, Wei Slashed) : MeshEvent;

    /// <summary>A batch settled.</summary>
    public sealed record BatchSettled(Hash32 Key, Address Submitter, Hash32 StateRoot, Hash32 Attribution, Wei Reward, Wei Refund, Wei BondBurned) : MeshEvent;

    /// <summary>The payouts of a batch are credited.</summary>
    public sealed record PayoutsCredited(Hash32 Key, Wei Amount) : MeshEvent;

    /// <summary>A batch was not proven in time.</summary>
    public sealed record BatchExpired(Hash32 Key, Wei BondBurned) : MeshEvent;

    /// <summary>A batch that is no longer live was refunded.</summary>
    public sealed record BatchPruned(Hash32 Key) : MeshEvent;

    /// <summary>An account may withdraw.</summary>
    public sealed record Credited(Address Account, Wei Amount) : MeshEvent;

    /// <summary>Coins left the contract.</summary>
    public sealed record Withdrawn(Address Account, Address To, Wei Amount) : MeshEvent;

    /// <summary>The rollup froze.</summary>
    public sealed record Frozen(Hash32 StateRoot) : MeshEvent;

    /// <summary>An account escaped.</summary>
    public sealed record Escaped(uint Index, Address Owner, ulong BalanceGwei) : MeshEvent;

    /// <summary>A queue item was refunded.</summary>
    public sealed record ItemRefunded(ulong Id, Address Payer, Wei Amount) : MeshEvent;

    /// <summary>A node registered.</summary>
    public sealed record Registered(Address Node, Hash32 PeerKey, Address Payout, Wei Stake) : MeshEvent;

    /// <summary>A node added stake.</summary>
    public sealed record ToppedUp(Address Node, Wei Amount, Wei Stake) : MeshEvent;

    /// <summary>A node's rewards go elsewhere.</summary>
    public sealed record PayoutChanged(Address Node, Address Payout) : MeshEvent;

    /// <summary>A node asked for its stake.</summary>
    public sealed record ExitRequested(Address Node, Wei Stake, ulong WithdrawableFrom) : MeshEvent;

    /// <summary>A node took its stake.</summary>
    public sealed record StakeWithdrawn(Address Node, Address To, Wei Stake) : MeshEvent;

    /// <summary>Stake was locked for claims.</summary>
    public sealed record StakeLocked(Address Node, Wei Amount, Wei Locked) : MeshEvent;

    /// <summary>Claims ended.</summary>
    public sealed record StakeReleased(Address Node, Wei Amount, Wei Slashed, Wei Paid) : MeshEvent;
}
