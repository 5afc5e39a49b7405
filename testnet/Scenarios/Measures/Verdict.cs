using P2PProver.Testnet.Scenarios.Files;

namespace P2PProver.Testnet.Scenarios.Measures;

/// <summary>Whether a criterion holds, and what was measured in the cell that is furthest from it.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="IsMet">Whether it holds in every cell that is meant.</param>
/// <param name="Worst">The measured value furthest to the wrong side; not a number if there is none.</param>
/// <param name="Where">The cell of that value.</param>
public sealed record Verdict(Criterion Criterion, bool IsMet, double Worst, string Where);
