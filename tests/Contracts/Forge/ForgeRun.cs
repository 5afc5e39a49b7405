using System.Globalization;
using System.Text.Json;
using P2PProver.Contracts.Tests.Constants;
using P2PProver.Contracts.Tests.Toolchain;
using P2PProver.Contracts.Tests.Vectors;
using P2PProver.Contracts.Tests.Verifier;
using P2PProver.Testing;

namespace P2PProver.Contracts.Tests.Forge;

/// <summary>
/// One compilation and one run of all forge tests, shared by the tests that look at it. Files that tests compare with what was
/// computed are written anew when P2PPROVER_WRITE is 1.
/// </summary>
public sealed class ForgeRun : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private readonly List<ForgeCase> _cases = [];

    /// <summary>What was run, in forge's order.</summary>
    internal IReadOnlyList<ForgeCase> Cases => _cases;

    /// <summary>Whether files that tests compare are to be written anew.</summary>
    internal static bool Writes => Environment.GetEnvironmentVariable("P2PPROVER_WRITE") == "1";

    /// <summary>Runs forge in the contracts' folder.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="more">Environment variables added to ours.</param>
    internal static Task<CommandResult> ForgeAsync(IReadOnlyList<string> arguments, params IReadOnlyList<(string Name, string Value)> more)
    {
        Dictionary<string, string?> variables = new(StringComparer.Ordinal)
        {
            ["FOUNDRY_PROFILE"] = TestTiers.Current switch
            {
                TestTier.Quick => "quick",
                TestTier.Long => "long",
                _ => "default",
            },
        };
        foreach ((string name, string value) in more)
        {
            variables[name] = value;
        }

        return CommandRunner.RunAsync(NodePackages.Forge, arguments, variables, Limit);
    }

    public async Task InitializeAsync()
    {
        await NodePackages.EnsureAsync();
        if (Writes)
        {
            MeshConstantsTable.Write();
            VectorFiles.Write(VectorFiles.Seed, ContractsFolder.PathOf("test", "vectors"));
            foreach (VerifierCase verifierCase in VerifierCase.All)
            {
                VerifierFiles.Write(verifierCase, verifierCase.Prove());
            }
        }

        (await ForgeAsync(["build"])).OrThrow();
        CommandResult result = await ForgeAsync(["test", "--json"]);
        if (!result.Output.StartsWith('{'))
        {
            throw new InvalidOperationException($"forge did not report: {result.Output}\n{result.Error}");
        }

        Parse(result.Output);
    }

    public Task DisposeAsync()
    {
        return Task.CompletedTask;
    }

    /// <summary>Reads forge's JSON report.</summary>
    internal static IEnumerable<ForgeCase> Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (JsonProperty suite in document.RootElement.EnumerateObject())
        {
            foreach (JsonProperty test in suite.Value.GetProperty("test_results").EnumerateObject())
            {
                JsonElement result = test.Value;
                string report = $"{result.GetProperty("reason")} {result.GetProperty("counterexample")} {result.GetProperty("decoded_logs")}";
                int runs = result.GetProperty("kind").TryGetProperty("Fuzz", out JsonElement fuzz) ? fuzz.GetProperty("runs").GetInt32() : 0;
                string name = test.Name[..test.Name.IndexOf('(', StringComparison.Ordinal)];
                yield return new(suite.Name, name, result.GetProperty("status").GetString() ?? "", report, runs, [.. Gas(result)]);
            }
        }
    }

    private static IEnumerable<(string Name, long Gas)> Gas(JsonElement result)
    {
        foreach (JsonProperty group in result.GetProperty("gas_snapshots").EnumerateObject())
        {
            foreach (JsonProperty entry in group.Value.EnumerateObject())
            {
                yield return ($"{group.Name}: {entry.Name}", long.Parse(entry.Value.GetString()!, CultureInfo.InvariantCulture));
            }
        }
    }

    private void Parse(string json)
    {
        _cases.AddRange(Read(json));
    }
}
