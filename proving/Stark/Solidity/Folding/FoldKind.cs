namespace P2PProver.Stark.Solidity;

/// <summary>What a node of a <see cref="FoldGraph"/> is.</summary>
internal enum FoldKind
{
    /// <summary>A word that the caller supplies.</summary>
    Input,

    /// <summary>A base field constant.</summary>
    Constant,

    /// <summary>The sum of two nodes.</summary>
    Add,

    /// <summary>The difference of two nodes.</summary>
    Subtract,

    /// <summary>The product of two nodes.</summary>
    Multiply,

    /// <summary>A node times a base field constant.</summary>
    Scale,

    /// <summary>A node times a power of X, the extension's generator.</summary>
    Shift,
}
