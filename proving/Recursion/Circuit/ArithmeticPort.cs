namespace P2PProver.Recursion;

/// <summary>The places of an arithmetic row.</summary>
internal enum ArithmeticPort
{
    /// <summary>The first factor.</summary>
    A = 0,

    /// <summary>The second factor.</summary>
    B = 1,

    /// <summary>The summand.</summary>
    C = 2,

    /// <summary>The result.</summary>
    Out = 3,

    /// <summary>No place: the row defines nothing and only checks.</summary>
    None = 4,
}
