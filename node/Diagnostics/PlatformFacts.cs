namespace P2PProver.Node.Diagnostics;

/// <summary>The platform that the process runs on.</summary>
/// <param name="OperatingSystem">linux, windows, osx or another short name.</param>
/// <param name="Architecture">The process's architecture, such as x64.</param>
/// <param name="Description">The operating system's own name for itself.</param>
/// <param name="Runtime">The .NET runtime with its version.</param>
public sealed record PlatformFacts(string OperatingSystem, string Architecture, string Description, string Runtime);
