using System.Text.Json;
using P2PProver.Contracts.Tests.Forge;
using P2PProver.Contracts.Tests.Toolchain;

namespace P2PProver.Contracts.Tests;

/// <summary>The toolchain is fixed and comes from the package registry that the client is configured for.</summary>
[Collection(ForgeShared.Name)]
public sealed class ToolchainTests
{
    [Fact]
    public void PackageLock_EveryPackage_HasADigestAndNoAddress()
    {
        string text = File.ReadAllText(ContractsFolder.PathOf("package-lock.json"));
        text.ShouldNotContain("\"resolved\"");
        using JsonDocument document = JsonDocument.Parse(text);
        JsonProperty[] packages = [.. document.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0)];
        packages.Length.ShouldBeGreaterThan(3);
        packages.ShouldAllBe(p => p.Value.GetProperty("integrity").GetString()!.StartsWith("sha512-", StringComparison.Ordinal));
    }

    [Fact]
    public void Packages_OfThisProject_HaveExactVersions()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(ContractsFolder.PathOf("package.json")));
        JsonProperty[] packages = [.. document.RootElement.GetProperty("devDependencies").EnumerateObject()];
        packages.ShouldNotBeEmpty();
        foreach (JsonProperty package in packages)
        {
            Version.TryParse(package.Value.GetString(), out _).ShouldBeTrue(package.Name);
        }
    }

    [Fact]
    public async Task Compiler_ForgeIsGiven_IsTheOneOfThePragma()
    {
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(ContractsFolder.PathOf("package.json")));
        string version = document.RootElement.GetProperty("devDependencies").GetProperty("solc").GetString()!;
        CommandResult result = await CommandRunner.RunAsync(
            ContractsFolder.PathOf("tools", "solc"),
            ["--version"],
            new Dictionary<string, string?>(StringComparer.Ordinal),
            TimeSpan.FromMinutes(1));
        result.OrThrow().Output.ShouldContain($"Version: {version}+");
        foreach (string file in Directory.EnumerateFiles(ContractsFolder.PathOf("src"), "*.sol", SearchOption.AllDirectories))
        {
            (await File.ReadAllTextAsync(file)).ShouldContain($"\npragma solidity {version};\n", customMessage: file);
        }
    }

    [Fact]
    public async Task Sources_UnderForgeFormat_StayAsTheyAre()
    {
        CommandResult result = await ForgeRun.ForgeAsync(["fmt", "--check"]);
        result.OrThrow();
    }
}
