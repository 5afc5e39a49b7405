namespace P2PProver.Mesh;

/// <summary>The kinds of work of the prover pool.</summary>
public enum JobKind
{
    /// <summary>A shard's proof and its leaf.</summary>
    Leaf = 0,

    /// <summary>One proof from two.</summary>
    Merge = 1,

    /// <summary>Shrink and Final over the root.</summary>
    Finalise = 2,
}
