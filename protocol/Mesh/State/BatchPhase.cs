namespace P2PProver.Mesh;

/// <summary>What the chain says about a batch now.</summary>
internal enum BatchPhase
{
    /// <summary>Committed.</summary>
    Live,

    /// <summary>Settled.</summary>
    Settled,

    /// <summary>Expired or pruned.</summary>
    Dead,

    /// <summary>Its commit was rolled back; the same batch may be committed again.</summary>
    Uncommitted,
}
