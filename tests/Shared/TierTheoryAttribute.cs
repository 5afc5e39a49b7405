namespace P2PProver.Testing;

/// <summary>As <see cref="TierFactAttribute"/>, for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TierTheoryAttribute : TheoryAttribute
{
    /// <summary>Assigns the theory to a tier.</summary>
    public TierTheoryAttribute(TestTier tier)
    {
        Skip = TestTiers.SkipReason(tier);
    }
}
