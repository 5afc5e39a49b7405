namespace P2PProver.Mesh;

/// <summary>How a network assigns work.</summary>
public enum MeshMode
{
    /// <summary>Ranks, waves and claims: the mesh.</summary>
    Ranked = 0,

    /// <summary>Everyone proves everything, and the first valid proof wins. For comparison.</summary>
    OpenRace = 1,

    /// <summary>One node proves the whole batch, with no help. For comparison.</summary>
    Solo = 2,
}
