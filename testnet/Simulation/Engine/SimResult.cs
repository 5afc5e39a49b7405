using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Checkers;
using P2PProver.Testnet.Simulation.Proofs;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>What a run gave. Proofs were timed mocks.</summary>
public sealed record SimResult
{
    /// <summary>What determined it.</summary>
    public required SimOptions Options { get; init; }

    /// <summary>The kind of proofs.</summary>
    public string Proofs { get; init; } = MockProofSystem.Label;

    /// <summary>A hash over its log: equal for equal options.</summary>
    public required ulong LogHash { get; init; }

    /// <summary>Events handled.</summary>
    public required long Events { get; init; }

    /// <summary>The simulated time at its end.</summary>
    public required TimeSpan EndedAt { get; init; }

    /// <summary>Broken invariants; empty when all held.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>Batches settled.</summary>
    public required int Settled { get; init; }

    /// <summary>Batches expired or pruned.</summary>
    public required int Expired { get; init; }

    /// <summary>The batches.</summary>
    public required IReadOnlyList<BatchFigure> Batches { get; init; }

    /// <summary>All prover time of all nodes.</summary>
    public required TimeSpan WorkTime { get; init; }

    /// <summary>Prover time of proofs that were settled.</summary>
    public required TimeSpan UsefulTime { get; init; }

    /// <summary>Bytes sent by all nodes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Gas of claims on chain.</summary>
    public required long CoordinationGas { get; init; }

    /// <summary>Attacks tried, by kind.</summary>
    public required IReadOnlyDictionary<string, long> Attacks { get; init; }

    /// <summary>Claims slashed on chain.</summary>
    public required int Slashes { get; init; }

    /// <summary>The share of prover time that bought nothing.</summary>
    public double WastedShare => WorkTime <= TimeSpan.Zero ? 0 : 1.0 - (UsefulTime / WorkTime);

    internal static SimResult Of(SimWorld world)
    {
        RollupState state = world.Chain.State;
        TimeSpan now = world.Agenda.Now;
        return new SimResult
        {
            Options = world.Options,
            LogHash = world.Log.Hash,
            Events = world.Agenda.Processed,
            EndedAt = now,
            Violations = [.. world.Checks.Violations],
            Settled = state.Batches.Values.Count(batch => batch.Status == BatchStanding.Settled),
            Expired = state.Batches.Values.Count(batch => batch.Status is BatchStanding.Expired or BatchStanding.Pruned),
            Batches = [.. world.Figures.All],
            WorkTime = world.Nodes.Aggregate(TimeSpan.Zero, (total, node) => total + node.WorkTimeUntil(now)),
            UsefulTime = world.Figures.All.Aggregate(TimeSpan.Zero, (total, batch) => total + batch.Useful),
            Bytes = world.Traffic.TotalBytes(),
            CoordinationGas = world.Chain.GasByCall.GetValueOrDefault(nameof(CommitClaimsCall)),
            Attacks = world.Adversary.Attempts,
            Slashes = world.Checks.Slashes,
        };
    }
}
