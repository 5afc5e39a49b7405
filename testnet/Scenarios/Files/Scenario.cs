using System.Text.Json.Nodes;

namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>A scenario as its file has it: what is simulated, what is varied, what must hold, what is drawn.</summary>
public sealed record Scenario
{
    /// <summary>A short name, such as C1.</summary>
    public required string Id { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>What is attacked or broken, and what should happen.</summary>
    public required string About { get; init; }

    /// <summary>How many seeds each cell runs with, unless the caller says otherwise; they are 1, 2, 3, ...</summary>
    public required int Seeds { get; init; }

    /// <summary>How many seeds a check in passing takes.</summary>
    public required int FewSeeds { get; init; }

    /// <summary>What a check in passing sets besides, to be quick: usually a smaller network.</summary>
    public required JsonObject FewOptions { get; init; }

    /// <summary>What the simulator's options are set to; what is not named keeps its default.</summary>
    public required JsonObject Options { get; init; }

    /// <summary>What is varied; every combination is one cell. Empty for a single cell.</summary>
    public required IReadOnlyList<Sweep> Sweeps { get; init; }

    /// <summary>What must hold.</summary>
    public required IReadOnlyList<Criterion> Criteria { get; init; }

    /// <summary>What is drawn.</summary>
    public required IReadOnlyList<Plot> Plots { get; init; }

    /// <summary>The scenario as a check in passing: few seeds, and its smaller sizes.</summary>
    public Scenario AsFew() => this with { Seeds = FewSeeds, Options = OptionPath.Merge(Options, FewOptions) };
}
