namespace P2PProver.Testnet.Simulation.Reports;

/// <summary>A run in which an invariant broke; its seed repeats it.</summary>
public sealed record SwarmFailure(ulong Seed, string Checker, string What, double AtSeconds);
