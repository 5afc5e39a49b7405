namespace P2PProver.Testnet.Simulation.Reports;

/// <summary>Runs of one policy under one condition.</summary>
/// <param name="Policy">The mesh or a baseline.</param>
/// <param name="Condition">What goes wrong.</param>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Shards">How many leaves.</param>
/// <param name="RootSeconds">Simulated seconds until the root proof.</param>
/// <param name="WastedShare">The share of prover time that bought nothing.</param>
/// <param name="Bytes">Bytes sent by all nodes.</param>
/// <param name="CoordinationGas">Gas to coordinate.</param>
public sealed record MeshBenchRow(
    string Policy, string Condition, int Nodes, int Shards, Spread RootSeconds, Spread WastedShare, Spread Bytes, Spread CoordinationGas);
