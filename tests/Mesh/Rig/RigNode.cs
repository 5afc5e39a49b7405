namespace P2PProver.Mesh.Tests.Rig;

/// <summary>A node of the rig with what its host keeps.</summary>
internal sealed class RigNode
{
    public required int Number { get; init; }

    public required MeshOptions Options { get; init; }

    public required MeshNode Node { get; set; }

    public NodeId Id => Node.Id;

    public HashSet<ProofHash> Bytes { get; } = [];

    public List<OutboxEntry> Outbox { get; } = [];

    public HashSet<JobId> Jobs { get; } = [];

    public int JobsStarted { get; set; }

    public int JobsDone { get; set; }

    /// <summary>Dead nodes hear and do nothing.</summary>
    public bool Dead { get; set; }

    /// <summary>How much slower than a reference node.</summary>
    public double Slowness { get; set; } = 1;

    public List<MeshCommand> Said { get; } = [];
}
