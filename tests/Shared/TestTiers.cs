namespace P2PProver.Testing;

/// <summary>Which tier this run belongs to, from the environment.</summary>
internal static class TestTiers
{
    private const string Variable = "P2PPROVER_TEST_TIER";

    /// <summary>The tier of this run; an unknown name is an error, so that a typing slip cannot skip tests.</summary>
    public static TestTier Current { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "full" => TestTier.Full,
        "quick" => TestTier.Quick,
        "long" => TestTier.Long,
        string other => throw new InvalidOperationException($"{Variable}='{other}': use quick, full or long"),
    };

    /// <summary>Why a test of this tier does not run now, or null when it does.</summary>
    public static string? SkipReason(TestTier tier) =>
        tier <= Current ? null : $"belongs to the {tier} tier; this run is {Current} ({Variable})";
}
