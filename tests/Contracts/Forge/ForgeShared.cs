namespace P2PProver.Contracts.Tests.Forge;

/// <summary>The tests that share one run of forge.</summary>
[CollectionDefinition(Name)]
public sealed class ForgeShared : ICollectionFixture<ForgeRun>
{
    public const string Name = "forge";
}
