namespace P2PProver.Recursion;

/// <summary>What is being done to make the circuits ready, in this order; steps that a cache saves are left out.</summary>
public enum CircuitStep
{
    /// <summary>Writing down Leaf.</summary>
    DescribingLeaf = 0,

    /// <summary>Writing down Merge.</summary>
    DescribingMerge,

    /// <summary>Committing to Leaf.</summary>
    CommittingLeaf,

    /// <summary>Committing to Merge.</summary>
    CommittingMerge,

    /// <summary>Done.</summary>
    Ready,
}
