namespace P2PProver.Testing;

/// <summary>
/// A fact that belongs to a tier of checks: it runs when P2PPROVER_TEST_TIER is at least its tier (quick, full, long; full when unset),
/// and otherwise counts as skipped with that reason.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TierFactAttribute : FactAttribute
{
    /// <summary>Assigns the fact to a tier.</summary>
    public TierFactAttribute(TestTier tier)
    {
        Skip = TestTiers.SkipReason(tier);
    }
}
