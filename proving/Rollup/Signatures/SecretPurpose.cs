namespace P2PProver.Rollup;

/// <summary>What a value of the secret's pseudo-random function is for.</summary>
internal enum SecretPurpose
{
    /// <summary>The starts of chains 2 i and 2 i + 1 of a slot.</summary>
    ChainStarts = 1,

    /// <summary>A node outside the generated part of the tree, by level and index.</summary>
    OutsideNode = 2,

    /// <summary>The randomness of a signature, by slot; the message follows as a second block, the attempt as a third.</summary>
    Randomness = 3,
}
