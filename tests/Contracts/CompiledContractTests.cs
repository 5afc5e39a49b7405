using P2PProver.Contracts.Tests.Forge;
using P2PProver.Contracts.Tests.Toolchain;

namespace P2PProver.Contracts.Tests;

/// <summary>Interfaces and code that are kept for clients, in contracts/compiled.</summary>
[Collection(ForgeShared.Name)]
public sealed class CompiledContractTests
{
    /// <summary>The limit of EIP-170 for code, and of EIP-3860 for the code that creates it.</summary>
    private const int CodeBytesMax = 24_576;
    private const int CreationBytesMax = 2 * CodeBytesMax;

    [Fact]
    public void CompiledContracts_AsKept_AreAFreshCompilation()
    {
        string folder = ContractsFolder.PathOf("compiled");
        IReadOnlyList<CompiledContract> contracts = CompiledContract.ReadAll();
        contracts.ShouldNotBeEmpty();
        if (ForgeRun.Writes)
        {
            Directory.CreateDirectory(folder);
            foreach (CompiledContract contract in contracts)
            {
                File.WriteAllText(PathOf(contract), contract.Text);
            }
        }

        foreach (CompiledContract contract in contracts)
        {
            File.ReadAllText(PathOf(contract)).ShouldBe(contract.Text, $"{contract.Name}: P2PPROVER_WRITE=1 writes it anew");
        }

        Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).ShouldBe(contracts.Select(PathOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void CompiledContracts_EachOne_FitsIntoTheLimitsOfCode()
    {
        foreach (CompiledContract contract in CompiledContract.ReadAll())
        {
            contract.Size.ShouldBeLessThanOrEqualTo(CodeBytesMax, contract.Name);
            contract.CreationSize.ShouldBeLessThanOrEqualTo(CreationBytesMax, contract.Name);
        }
    }

    private static string PathOf(CompiledContract contract)
    {
        return ContractsFolder.PathOf("compiled", contract.Name + ".json");
    }
}
