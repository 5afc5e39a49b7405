namespace P2PProver.Contracts.Transactions;

/// <summary>What a transaction offers per gas (EIP-1559).</summary>
/// <param name="MaxFee">The most it pays in all.</param>
/// <param name="Tip">The most of it that goes to whoever builds the block.</param>
public sealed record FeeQuote(Wei MaxFee, Wei Tip)
{
    // Nodes replace a transaction for at least a tenth more; an eighth leaves room for rounding.
    private const ulong BumpDivisor = 8;

    /// <summary>The least offer that replaces this one, and at least the market's.</summary>
    public FeeQuote Bumped(FeeQuote market)
    {
        ArgumentNullException.ThrowIfNull(market);
        return new FeeQuote(Max(Raise(MaxFee), market.MaxFee), Max(Raise(Tip), market.Tip));
    }

    /// <summary>The offer with its fee no higher than a cap.</summary>
    public FeeQuote CappedAt(Wei cap) => new(Min(MaxFee, cap), Min(Tip, cap));

    private static Wei Raise(Wei amount) => amount + new Wei((amount.Value / BumpDivisor) + 1);

    private static Wei Max(Wei left, Wei right) => left > right ? left : right;

    private static Wei Min(Wei left, Wei right) => left < right ? left : right;
}
