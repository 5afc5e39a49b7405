using System.Text.RegularExpressions;
using P2PProver.Contracts.Tests.Toolchain;

namespace P2PProver.Contracts.Tests.Forge;

/// <summary>
/// The forge tests and invariants as they stand in the sources, so that a runner can list them without a compiler. Forge's own list is compared with
/// this one when the tests run.
/// </summary>
internal static partial class ForgeSources
{
    /// <summary>Suite and function of every test, in ordinal order.</summary>
    public static IReadOnlyList<(string Suite, string Name)> Tests { get; } = Read(ContractsFolder.PathOf("test"));

    private static List<(string Suite, string Name)> Read(string folder)
    {
        List<(string Suite, string Name)> tests = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.t.sol", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string text = File.ReadAllText(file);
            string path = Path.GetRelativePath(ContractsFolder.Root, file).Replace('\\', '/');
            string contract = Contract().Match(text).Groups["name"].Value;
            tests.AddRange(Function().Matches(text).Select(m => ($"{path}:{contract}", m.Groups["name"].Value)));
        }

        return tests;
    }

    [GeneratedRegex(@"^contract (?<name>\w+) is Test\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Contract();

    [GeneratedRegex(@"^    function (?<name>(test|invariant)\w*)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Function();
}
