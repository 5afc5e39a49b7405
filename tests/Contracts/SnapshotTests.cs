using System.Text.Json;
using P2PProver.Contracts.Tests.Forge;
using P2PProver.Contracts.Tests.Toolchain;

namespace P2PProver.Contracts.Tests;

/// <summary>Gas and code sizes as they were when someone last looked at them, in contracts/snapshots.</summary>
[Collection(ForgeShared.Name)]
public sealed class SnapshotTests
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n" };

    private readonly ForgeRun _run;

    public SnapshotTests(ForgeRun run)
    {
        _run = run;
    }

    [Fact]
    public void Gas_AsRecorded_IsThatKept()
    {
        SortedDictionary<string, long> gas = new(StringComparer.Ordinal);
        foreach ((string name, long value) in _run.Cases.SelectMany(c => c.Gas))
        {
            gas.Add(name, value);
        }

        gas.Count.ShouldBeGreaterThan(20);
        Compare("Gas.json", gas);
    }

    [Fact]
    public void CodeSizes_AsCompiled_AreThoseKept()
    {
        SortedDictionary<string, long> sizes = new(StringComparer.Ordinal);
        foreach (CompiledContract contract in CompiledContract.ReadAll())
        {
            sizes.Add(contract.Name, contract.Size);
        }

        sizes.ShouldNotBeEmpty();
        Compare("CodeBytes.json", sizes);
    }

    private static void Compare(string name, SortedDictionary<string, long> values)
    {
        string file = ContractsFolder.PathOf("snapshots", name);
        string text = JsonSerializer.Serialize(values, Format) + "\n";
        if (ForgeRun.Writes)
        {
            File.WriteAllText(file, text);
        }

        File.ReadAllText(file).ShouldBe(text, $"{name}: P2PPROVER_WRITE=1 writes it anew");
    }
}
