namespace P2PProver.Tidy;

/// <summary>
/// Which assembly may reference which: the table of docs/ARCHITECTURE.md. Dependencies point one way, from the node down to the field.
/// Projects not named here (tests, benchmarks) may reference everything; nothing here may reference them.
/// </summary>
public static class DependencyTable
{
    /// <summary>Allowed references by short assembly name.</summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Fields"] = [],
        ["Hashing"] = ["Fields"],
        ["Stark"] = ["Hashing", "Fields"],
        ["Rollup"] = ["Stark", "Hashing", "Fields", "Crypto"],
        ["Recursion"] = ["Stark", "Hashing", "Fields"],
        ["Gpu"] = ["Fields", "Hashing", "Stark"],
        ["Crypto"] = ["Hashing"],
        ["Libp2p"] = ["Crypto"],
        ["Mesh"] = ["Crypto", "Hashing"],
        ["Contracts"] = ["Crypto", "Hashing"],
        ["Node"] = ["Fields", "Hashing", "Stark", "Rollup", "Recursion", "Gpu", "Crypto", "Libp2p", "Mesh", "Contracts"],
        ["Testnet"] = ["Fields", "Hashing", "Stark", "Rollup", "Recursion", "Gpu", "Crypto", "Libp2p", "Mesh", "Contracts", "Node"],
    };

    /// <summary>Where a reference is allowed for a few types only: (from, to) and the types' names.</summary>
    public static IReadOnlyDictionary<(string From, string To), string[]> OnlyTypes { get; } = new Dictionary<(string, string), string[]>
    {
        [("Crypto", "Hashing")] = ["Keccak256"],
        [("Mesh", "Hashing")] = ["Keccak256"],
        [("Contracts", "Hashing")] = ["Keccak256"],
    };

    /// <summary>The short name of an assembly or project of ours; null for anything else.</summary>
    public static string? ShortName(string assembly) =>
        assembly == "p2pprover" ? "Node"
        : assembly.StartsWith("P2PProver.", StringComparison.Ordinal) ? assembly["P2PProver.".Length..]
        : null;

    /// <summary>Whether the table lets one of our assemblies reference another.</summary>
    public static bool Permits(string from, string to) => !Allowed.TryGetValue(from, out string[]? targets) || targets.Contains(to, StringComparer.Ordinal);
}
