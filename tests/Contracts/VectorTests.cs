using P2PProver.Contracts.Tests.Forge;
using P2PProver.Contracts.Tests.Toolchain;
using P2PProver.Contracts.Tests.Vectors;
using P2PProver.Testing;

namespace P2PProver.Contracts.Tests;

/// <summary>The vectors that tie the Solidity libraries to the C# ones.</summary>
[Collection(ForgeShared.Name)]
public sealed class VectorTests
{
    [Fact]
    public void Vectors_AsKept_AreWhatTheLibrariesCompute()
    {
        string folder = ContractsFolder.PathOf("test", "vectors");
        IReadOnlyDictionary<string, string> files = VectorFiles.Create(VectorFiles.Seed);
        foreach ((string name, string text) in files)
        {
            File.ReadAllText(Path.Combine(folder, name)).ShouldBe(text, $"{name}: P2PPROVER_WRITE=1 writes it anew");
        }

        Directory.EnumerateFiles(folder).Count().ShouldBe(files.Count);
    }

    [TierTheory(TestTier.Full)]
    [InlineData(1ul)]
    [InlineData(2ul)]
    public async Task Vectors_OfOtherSeeds_HoldInSolidity(ulong seed)
    {
        string folder = ContractsFolder.PathOf("artifacts", "vectors", $"{seed}");
        VectorFiles.Write(seed, folder);
        CommandResult result = await ForgeRun.ForgeAsync(
            ["test", "--json", "--match-path", "test/{Vectors,RollupVectors}.t.sol"],
            ("P2PPROVER_VECTORS", $"artifacts/vectors/{seed}"));
        ForgeCase[] cases = [.. ForgeRun.Read(result.Output)];
        cases.ShouldNotBeEmpty();
        cases.ShouldAllBe(c => c.Status == "Success", $"seed {seed}");
    }
}
