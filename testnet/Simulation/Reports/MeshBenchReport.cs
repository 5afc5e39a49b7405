using System.Globalization;

namespace P2PProver.Testnet.Simulation.Reports;

/// <summary>The mesh's figures, with where they were made.</summary>
/// <param name="Proofs">The kind of proofs.</param>
/// <param name="Commit">The commit of the program.</param>
/// <param name="Processor">The processor; simulated times do not depend on it.</param>
/// <param name="Seeds">Runs of each kind.</param>
/// <param name="Parameters">Job times and delays.</param>
/// <param name="Rows">The figures.</param>
public sealed record MeshBenchReport(
    string Proofs, string Commit, string Processor, int Seeds, IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<MeshBenchRow> Rows)
{
    /// <summary>A table for people.</summary>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{Seeds} seeds, {Proofs}, commit {Commit}: median [quartiles]");
        foreach (MeshBenchRow row in Rows)
        {
            string wasted = string.Create(CultureInfo.InvariantCulture, $"{100 * row.WastedShare.Median:F2} % [{100 * row.WastedShare.Lower:F2}, {100 * row.WastedShare.Upper:F2}]");
            string megabytes = string.Create(CultureInfo.InvariantCulture, $"{row.Bytes.Median / 1e6:F1} MB");
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Condition,-18} {row.Policy,-16} n={row.Nodes,-5} root {row.RootSeconds,-40} s  wasted {wasted,-26} {megabytes,10}  gas {row.CoordinationGas.Median:F0}");
        }
    }
}
