namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>
/// The constants of the chain's rules, written down a second time and apart from the product's table, so that a slip there shows. Amounts are in
/// wei, times in seconds.
/// </summary>
public sealed record RollupRules
{
    /// <summary>One coin.</summary>
    public static readonly UInt128 Coin = 1_000_000_000_000_000_000;

    /// <summary>The least stake of a node.</summary>
    public UInt128 StakeMin { get; init; } = Coin;

    /// <summary>Blocks until stake counts.</summary>
    public long ActivationDelayBlocks { get; init; } = 2;

    /// <summary>The bond of a batch before it doubles.</summary>
    public UInt128 BaseBond { get; init; } = Coin / 10;

    /// <summary>Blocks from a claim's inclusion until it binds, and the length of a turn.</summary>
    public long ClaimDelayBlocks { get; init; } = 20;

    /// <summary>The time between blocks.</summary>
    public long BlockSeconds { get; init; } = 1;

    /// <summary>When a batch opens to everyone.</summary>
    public long OpenSeconds { get; init; } = 600;

    /// <summary>How late a forced item may be consumed.</summary>
    public long ForcedDeadlineSeconds { get; init; } = 600;

    /// <summary>How old the item at the settled head must be for a freeze.</summary>
    public long FreezeSeconds { get; init; } = 3600;

    /// <summary>Shards of a batch, at most.</summary>
    public int ShardsMax { get; init; } = 64;

    /// <summary>Batches committed and not settled, at most.</summary>
    public int UnsettledMax { get; init; } = 4;

    /// <summary>Nodes with claims on one batch, at most.</summary>
    public int ClaimantsMax { get; init; } = 16;

    /// <summary>The most that a settlement's gas is refunded with.</summary>
    public UInt128 RefundMax { get; init; } = Coin / 20;

    /// <summary>The gas of a settlement for which the refund pays.</summary>
    public UInt128 SettleGas { get; init; } = 7_000_000;

    /// <summary>By how many times the pot grows until expiry.</summary>
    public uint RampMax { get; init; } = 4;

    /// <summary>The fee of a forced item.</summary>
    public UInt128 ForcedFee { get; init; } = Coin / 1000;

    /// <summary>When the first unsettled batch expires.</summary>
    public long ExpirySeconds => 4 * OpenSeconds;

    /// <summary>The length of a turn.</summary>
    public long TurnSeconds => ClaimDelayBlocks * BlockSeconds;
}
