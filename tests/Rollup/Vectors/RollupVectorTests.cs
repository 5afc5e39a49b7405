using P2PProver.Testing;

namespace P2PProver.Rollup.Tests.Vectors;

/// <summary>tests/Vectors/rollup-*.json is what the code computes. Run with P2PPROVER_WRITE=1 to write the files anew.</summary>
public sealed class RollupVectorTests
{
    [Fact]
    public void Files_AreWhatTheCodeComputes()
    {
        string folder = Path.Combine(RepositoryRoot.Path, "tests", "Vectors");
        foreach ((string name, string text) in RollupVectors.Create())
        {
            string path = Path.Combine(folder, name);
            if (Environment.GetEnvironmentVariable("P2PPROVER_WRITE") is "1")
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(path, text);
            }

            File.Exists(path).ShouldBeTrue($"{name} is missing; run this test with P2PPROVER_WRITE=1");
            File.ReadAllText(path).ShouldBe(text, $"{name} is out of date; run this test with P2PPROVER_WRITE=1");
        }
    }
}
