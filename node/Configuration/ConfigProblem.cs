using P2PProver.Node.Errors;

namespace P2PProver.Node.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Failure">What is wrong and what to do.</param>
/// <param name="Origin">Where it is wrong.</param>
/// <param name="Key">The key, or the variable, that it concerns; null where it concerns a whole file.</param>
public sealed record ConfigProblem(Failure Failure, SettingOrigin Origin, string? Key = null);
