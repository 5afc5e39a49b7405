namespace P2PProver.Testnet.Scenarios.Measures;

/// <summary>What one run measured: metric names of docs/RESEARCH.md with their values; what could not be measured is absent.</summary>
/// <param name="Values">The metrics.</param>
/// <param name="Problems">What broke, in words: invariants that did not hold.</param>
public sealed record RunMeasures(IReadOnlyDictionary<string, double> Values, IReadOnlyList<string> Problems);
