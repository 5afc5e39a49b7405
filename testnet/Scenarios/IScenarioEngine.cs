using System.Text.Json.Nodes;
using P2PProver.Testnet.Scenarios.Measures;

namespace P2PProver.Testnet.Scenarios;

/// <summary>What runs one cell of a scenario with one seed.</summary>
public interface IScenarioEngine
{
    /// <summary>What the measurements are made with, for reports: simulated or real, and with which proofs.</summary>
    string Description { get; }

    /// <summary>What is wrong with options of a file; null if they can be run.</summary>
    string? Problem(JsonObject options);

    /// <summary>Runs once. The same options and seed give the same measures. Several runs may be under way at a time.</summary>
    RunMeasures Run(JsonObject options, ulong seed, CancellationToken cancellation);
}
