using System.Text.Json.Nodes;
using P2PProver.Testnet.Scenarios.Files;
using P2PProver.Testnet.Scenarios.Measures;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Proofs;

namespace P2PProver.Testnet.Scenarios.Simulated;

/// <summary>Runs cells in the deterministic simulator: the daemon's mesh nodes over simulated links and chain, with timed mock proofs.</summary>
public sealed class SimulatorEngine : IScenarioEngine
{
    private static readonly ScenarioOptions Defaults = new();

    /// <inheritdoc/>
    public string Description => $"Simulated: mesh nodes over simulated links and a simulated chain; proofs: {MockProofSystem.Label}";

    /// <inheritdoc/>
    public string? Problem(JsonObject options) => OptionBinder.TryBind(Defaults, options, out _, out string problem) ? null : problem;

    /// <inheritdoc/>
    public RunMeasures Run(JsonObject options, ulong seed, CancellationToken cancellation)
    {
        if (!OptionBinder.TryBind(Defaults, options, out ScenarioOptions? bound, out string problem))
        {
            throw new ArgumentException(problem, nameof(options));
        }

        return Run(bound! with { Sim = bound.Sim with { Seed = seed } }, cancellation);
    }

    /// <summary>Runs once with options that are bound already.</summary>
    public static RunMeasures Run(ScenarioOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        SimWorld world = new(options.Sim);
        Script script = new(world, options.Script);
        Observer observer = new(world);
        while (!script.IsOver && world.Step())
        {
            observer.Look();
            cancellation.ThrowIfCancellationRequested();
        }

        return Measurer.Measure(world, script, observer, options);
    }
}
