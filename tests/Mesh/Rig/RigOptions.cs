namespace P2PProver.Mesh.Tests.Rig;

/// <summary>A small network in one process.</summary>
internal sealed record RigOptions
{
    public int Nodes { get; init; } = 8;

    public int Shards { get; init; } = 8;

    public ulong Seed { get; init; } = 1;

    public MeshMode Mode { get; init; } = MeshMode.Ranked;

    public int LatencyMsMin { get; init; } = 50;

    public int LatencyMsMax { get; init; } = 300;

    /// <summary>Nodes beyond these are not registered.</summary>
    public int? Registered { get; init; }

    public Func<int, MeshOptions, MeshOptions> Adjust { get; init; } = (_, options) => options;
}
