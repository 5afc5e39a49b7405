namespace P2PProver.Node.Configuration;

/// <summary>A configuration file as it was read.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Entries">The keys, in file order; empty when the file is unreadable or malformed.</param>
/// <param name="Problems">What is wrong with the file itself.</param>
public sealed record ConfigFile(string Path, IReadOnlyList<ConfigFileEntry> Entries, IReadOnlyList<ConfigProblem> Problems);
