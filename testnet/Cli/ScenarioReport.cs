using P2PProver.Testnet.Scenarios.Measures;

namespace P2PProver.Testnet.Cli;

/// <summary>The result of <c>scenario sim --json</c>.</summary>
/// <param name="Passed">Whether every criterion of every scenario is met.</param>
/// <param name="Scenarios">The scenarios.</param>
public sealed record ScenarioReport(bool Passed, IReadOnlyList<ScenarioReport.Entry> Scenarios)
{
    /// <summary>One scenario.</summary>
    /// <param name="Id">Its name.</param>
    /// <param name="Passed">Whether every criterion is met.</param>
    /// <param name="Seeds">Runs of each cell.</param>
    /// <param name="Criteria">The criteria.</param>
    public sealed record Entry(string Id, bool Passed, int Seeds, IReadOnlyList<CriterionEntry> Criteria)
    {
        /// <summary>The entry of a result.</summary>
        internal static Entry Of(ScenarioResult result) => new(
            result.Scenario.Id,
            result.IsPassed,
            result.Seeds,
            [.. result.Verdicts.Select(v => new CriterionEntry(v.Criterion.Text, v.IsMet, double.IsFinite(v.Worst) ? v.Worst : null, v.Where))]);
    }

    /// <summary>One criterion.</summary>
    /// <param name="Criterion">As the file has it.</param>
    /// <param name="Met">Whether it holds.</param>
    /// <param name="Measured">The value furthest to the wrong side.</param>
    /// <param name="Cell">Where that was.</param>
    public sealed record CriterionEntry(string Criterion, bool Met, double? Measured, string Cell);
}
