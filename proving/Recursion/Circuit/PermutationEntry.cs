namespace P2PProver.Recursion;

/// <summary>How the input of a permutation follows from the output of the row before.</summary>
internal enum PermutationEntry
{
    /// <summary>Not at all.</summary>
    Free = 0,

    /// <summary>The capacity is zero but for the bound length; the rate is a block.</summary>
    SpongeFirst = 1,

    /// <summary>The capacity is kept, the bound length added; the rate is a block.</summary>
    SpongeNext = 2,

    /// <summary>The whole state is kept.</summary>
    Squeeze = 3,

    /// <summary>The digest is one half, on the side a bit says; the other half is a sibling.</summary>
    PathStep = 4,

    /// <summary>The digest is the first half, a block the second.</summary>
    Inject = 5,
}
