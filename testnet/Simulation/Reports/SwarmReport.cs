using P2PProver.Testnet.Simulation.Proofs;

namespace P2PProver.Testnet.Simulation.Reports;

/// <summary>What many runs gave.</summary>
public sealed record SwarmReport(int Runs, int Settled, long Events, IReadOnlyList<SwarmFailure> Failures)
{
    /// <summary>The kind of proofs.</summary>
    public string Proofs { get; init; } = MockProofSystem.Label;
}
