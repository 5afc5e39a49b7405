namespace P2PProver.Rollup;

/// <summary>What a hash of the signature scheme is for; the number separates them.</summary>
internal enum TweakType
{
    /// <summary>A step of a chain.</summary>
    Chain = 0,

    /// <summary>The hash of all chain ends.</summary>
    Leaf = 1,

    /// <summary>A node of the key's tree.</summary>
    Node = 2,

    /// <summary>The encoding of a message.</summary>
    Encoding = 3,
}
