namespace P2PProver.Stark;

/// <summary>The terms of a <see cref="AirOpcode.Sum"/>, in the order in which an instruction lists them.</summary>
public enum SumTermKind
{
    /// <summary>x.</summary>
    Plus = 0,

    /// <summary>-x.</summary>
    Minus = 1,

    /// <summary>x times a uniform.</summary>
    Weighted = 2,

    /// <summary>x * y.</summary>
    Product = 3,

    /// <summary>-x * y.</summary>
    NegatedProduct = 4,
}
