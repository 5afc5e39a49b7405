using P2PProver.Testing;

namespace P2PProver.Node.Tests.Support;

/// <summary>The sources of the node, as text.</summary>
internal static class NodeSources
{
    public static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "node"), "*.cs", SearchOption.AllDirectories);
}
