namespace P2PProver.Testing;

/// <summary>The three tiers of checks: every commit, every landing, before an issue is resolved.</summary>
internal enum TestTier
{
    /// <summary>Within ten minutes on two cores: every commit.</summary>
    Quick,

    /// <summary>Within 45 minutes on two cores: what `.ci/run` and a plain `dotnet test` do.</summary>
    Full,

    /// <summary>Without limit: what `.ci/long` does.</summary>
    Long,
}
