using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Adversaries;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>What is drawn for a node once.</summary>
public sealed record Traits
{
    /// <summary>Its speed relative to the reference node.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>What its clock shows beyond the true time.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Whether it has the memory for Shrink and Final.</summary>
    public bool CanFinalise { get; init; } = true;

    /// <summary>Whether it dies in the middle of its first job.</summary>
    public bool DiesMidJob { get; init; }

    /// <summary>Where in that job, as a share of it.</summary>
    public double DeathProgress { get; init; }

    /// <summary>Whether it is absent from the start.</summary>
    public bool IsOffline { get; init; }

    /// <summary>How it misbehaves.</summary>
    public Behaviours Behaviours { get; init; }

    /// <summary>Its stake.</summary>
    public UInt128 Stake { get; init; }

    /// <summary>Its options as the mesh knows them.</summary>
    public required MeshOptions Mesh { get; init; }
}
