using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Scenarios.Simulated;

/// <summary>What a scenario's file can set for a simulated run.</summary>
public sealed record ScenarioOptions
{
    /// <summary>The simulator's own options; the seed is the run's.</summary>
    public SimOptions Sim { get; init; } = new();

    /// <summary>What happens besides.</summary>
    public ScriptOptions Script { get; init; } = new();

    /// <summary>Windows, in blocks, within which a settlement should be included; each gives a metric missed_window_N.</summary>
    public IReadOnlyList<int> WindowBlocks { get; init; } = [64];
}
