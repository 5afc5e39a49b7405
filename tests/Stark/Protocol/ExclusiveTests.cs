namespace P2PProver.Stark.Tests.Protocol;

/// <summary>Tests that look at process-wide counters and therefore run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExclusiveTests
{
    public const string Name = "exclusive";
}
