using P2PProver.Contracts.Tests.Forge;

namespace P2PProver.Contracts.Tests;

/// <summary>Every forge test as a test of its own.</summary>
[Collection(ForgeShared.Name)]
public sealed class ForgeTests
{
    private readonly ForgeRun _run;

    public ForgeTests(ForgeRun run)
    {
        _run = run;
    }

    public static TheoryData<string, string> Tests
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach ((string suite, string name) in ForgeSources.Tests)
            {
                data.Add(suite, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void ForgeTest_AsRun_Succeeds(string suite, string name)
    {
        ForgeCase[] found = [.. _run.Cases.Where(c => c.Suite == suite && c.Name == name)];
        found.Length.ShouldBe(1, "forge did not run it exactly once");
        found[0].Status.ShouldBe("Success", found[0].Report);
    }

    [Fact]
    public void ForgeRun_AllTests_AreListedHere()
    {
        ForgeSources.Tests.Count.ShouldBeGreaterThan(30);
        _run.Cases.Select(c => $"{c.Suite} {c.Name}").Order(StringComparer.Ordinal)
            .ShouldBe(ForgeSources.Tests.Select(t => $"{t.Suite} {t.Name}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FuzzTests_OfFieldOperations_TryTenThousandInputs()
    {
        string[] operations = ["operations", "mul_matches", "add_and_sub", "mulAdd", "mulBase", "inverse_times", "canonical", "unpack_refuses"];
        foreach (string operation in operations)
        {
            ForgeCase[] found = [.. _run.Cases.Where(c => c.Name.Contains(operation, StringComparison.Ordinal) && c.Runs > 0)];
            found.ShouldNotBeEmpty(operation);
            found.ShouldAllBe(c => c.Runs >= 10_000);
        }
    }
}
