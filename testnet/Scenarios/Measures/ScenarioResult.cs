using P2PProver.Testnet.Scenarios.Files;

namespace P2PProver.Testnet.Scenarios.Measures;

/// <summary>A scenario after its runs.</summary>
/// <param name="Scenario">What was asked.</param>
/// <param name="Seeds">How many seeds each cell ran with.</param>
/// <param name="Cells">What was measured.</param>
/// <param name="Verdicts">What holds.</param>
/// <param name="WallTime">How long it took.</param>
public sealed record ScenarioResult(Scenario Scenario, int Seeds, IReadOnlyList<Cell> Cells, IReadOnlyList<Verdict> Verdicts, TimeSpan WallTime)
{
    /// <summary>Whether every criterion holds.</summary>
    public bool IsPassed => Verdicts.All(v => v.IsMet);
}
