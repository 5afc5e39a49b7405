using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>Everything that a <see cref="MeshNode"/> is told once. The network's values must be the same on every node; the node's own are
/// its operator's.</summary>
public sealed record MeshOptions
{
    /// <summary>Network: its name, the hash of its network file.</summary>
    public required Hash32 Network { get; init; }

    /// <summary>Network: the ProofSystemId.</summary>
    public required Hash32 ProofSystem { get; init; }

    /// <summary>Network: how work is assigned.</summary>
    public MeshMode Mode { get; init; } = MeshMode.Ranked;

    /// <summary>Network, mode <see cref="MeshMode.Solo"/>: the node that proves. In that mode the others only watch.</summary>
    public NodeId SoloNode { get; init; }

    /// <summary>Own: this node's account, which claims on chain.</summary>
    public required Address Account { get; init; }

    /// <summary>Own: where this node is paid. Bound into every proof it makes.</summary>
    public required Address Payout { get; init; }

    /// <summary>Own: jobs that this node's prover pool runs at one time; 0 is a node that only relays, keeps and verifies.</summary>
    public int ProverSlots { get; init; } = 1;

    /// <summary>Own: whether this machine has the memory for Shrink and Final.</summary>
    public bool CanFinalise { get; init; } = true;

    /// <summary>Network: expected time of one leaf on a reference node.</summary>
    public TimeSpan LeafJob { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Network: expected time of one merge.</summary>
    public TimeSpan MergeJob { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Network: expected time of Shrink and Final.</summary>
    public TimeSpan FinalJob { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Network: the least time between waves; otherwise half the expected job.</summary>
    public TimeSpan ClaimStepMin { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Network: a claim lives this many times the expected job ...</summary>
    public int ClaimLifeJobs { get; init; } = 3;

    /// <summary>Network: ... and this much longer.</summary>
    public TimeSpan ClaimLifeExtra { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Network: a better rank takes over a claim that was seen less than this before.</summary>
    public TimeSpan PreemptWindow { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Network: how long a node that let a claim lapse is served one wave later.</summary>
    public TimeSpan LapsePenalty { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Network: how long a key stays banned locally.</summary>
    public TimeSpan BanTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Network: how long a claim is still respected after its proof was announced but its bytes could not be had.</summary>
    public TimeSpan PullPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Network: whether waves pass over nodes that are busy with another claim, so that nobody waits for them.</summary>
    public bool PassOverBusy { get; init; } = true;

    /// <summary>Network: how far clocks may differ: a claim's expiry may lie this much beyond a whole life.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Own: how often this node says again that it has a proof, until somebody has built on it.</summary>
    public TimeSpan RepeatInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Network: custodians that pull every proof besides the next level's candidates.</summary>
    public int Custodians { get; init; } = 2;

    /// <summary>Network: the candidates of the next level that pull are those of a rank below this.</summary>
    public int PullingRanks { get; init; } = 3;

    /// <summary>Network: the chain's block time.</summary>
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Network: blocks after which a commit is acted upon.</summary>
    public int CommitConfirmations { get; init; } = 1;

    /// <summary>Network: blocks after which a settlement is taken as final, and finished proofs are released.</summary>
    public int SettleConfirmations { get; init; } = 32;

    /// <summary>Network: blocks that a stake must have been held for before the commit block.</summary>
    public int ActivationDelayBlocks { get; init; } = 2;

    /// <summary>Network: blocks from a claim's inclusion until it binds, and the length of a turn.</summary>
    public int ClaimDelayBlocks { get; init; } = 20;

    /// <summary>Network: how long claims bind, from the commit or the parent's settlement, whichever is later.</summary>
    public TimeSpan OpenTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Network: a batch expires at this many times <see cref="OpenTime"/>.</summary>
    public int ExpiryOpenTimes { get; init; } = 4;

    /// <summary>Network: the least stake.</summary>
    public Wei StakeMin { get; init; } = new(1_000_000_000_000_000_000);

    /// <summary>Network: how often a node compares its knowledge with one peer's, in turn.</summary>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Own: whether the node claims on chain when it is ignored.</summary>
    public bool ClaimOnChain { get; init; } = true;

    /// <summary>Own: whether the node sends settlements and expiries at all.</summary>
    public bool SendTransactions { get; init; } = true;
}
