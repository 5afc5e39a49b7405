namespace P2PProver.Recursion;

/// <summary>What a node of a <see cref="CircuitAlgebra"/> is.</summary>
internal enum ValueKind
{
    /// <summary>A cell that exists.</summary>
    Cell,

    /// <summary>A constant of the extension.</summary>
    Constant,

    /// <summary>The sum of two values.</summary>
    Sum,

    /// <summary>The product of two nodes.</summary>
    Product,

    /// <summary>The inverse of a node.</summary>
    Inverse,
}
