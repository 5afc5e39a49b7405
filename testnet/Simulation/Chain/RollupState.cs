using System.Collections.Immutable;
using P2PProver.Crypto;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>
/// Everything the contracts store, as one immutable value: a reorganisation of the chain goes back to an older value, and nothing can be forgotten.
/// </summary>
public sealed record RollupState
{
    /// <summary>Registered nodes.</summary>
    public ImmutableSortedDictionary<Address, ProverRecord> Provers { get; init; } = ImmutableSortedDictionary<Address, ProverRecord>.Empty;

    /// <summary>All batches ever committed.</summary>
    public ImmutableDictionary<Hash32, BatchRecord> Batches { get; init; } = ImmutableDictionary<Hash32, BatchRecord>.Empty;

    /// <summary>Keys of batches committed and not settled, in their order.</summary>
    public ImmutableList<Hash32> Live { get; init; } = [];

    /// <summary>The newest settled key; zero before the first.</summary>
    public Hash32 LastSettled { get; init; }

    /// <summary>When the last settlement was, in seconds.</summary>
    public long LastSettledTime { get; init; }

    /// <summary>Batches ever committed.</summary>
    public long CommitCount { get; init; }

    /// <summary>The exponent of the bond when it last changed, and when that was.</summary>
    public int BondExponent { get; init; }

    /// <summary>When the exponent last rose.</summary>
    public long BondExponentTime { get; init; }

    /// <summary>The forced queue.</summary>
    public ImmutableList<ForcedItem> Queue { get; init; } = [];

    /// <summary>How far commits have consumed the queue.</summary>
    public int CommittedHead { get; init; }

    /// <summary>How far settlements have consumed the queue.</summary>
    public int SettledHead { get; init; }

    /// <summary>Credits not withdrawn.</summary>
    public ImmutableDictionary<Address, UInt128> Pending { get; init; } = ImmutableDictionary<Address, UInt128>.Empty;

    /// <summary>What has been destroyed.</summary>
    public UInt128 Burned { get; init; }

    /// <summary>All coins that ever came in, less those that went out.</summary>
    public UInt128 Held { get; init; }

    /// <summary>What the rollup's accounts hold: amounts of items that settlements consumed.</summary>
    public UInt128 AccountBalances { get; init; }

    /// <summary>Whether the rollup is frozen.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Accounts that left by the escape hatch.</summary>
    public ImmutableHashSet<Address> Escaped { get; init; } = [];

    /// <summary>The key on which the next batch must build.</summary>
    public Hash32 NewestKey => Live.IsEmpty ? LastSettled : Live[^1];

    /// <summary>The batch that settles next, or null.</summary>
    public BatchRecord? FirstLive => Live.IsEmpty ? null : Batches[Live[0]];

    /// <summary>Adds a credit.</summary>
    public RollupState Credit(Address to, UInt128 amount) =>
        amount == 0 ? this : this with { Pending = Pending.SetItem(to, Pending.GetValueOrDefault(to) + amount) };
}
