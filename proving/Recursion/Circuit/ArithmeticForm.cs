namespace P2PProver.Recursion;

/// <summary>What a row of the extension section computes from its three operands and its constant factor.</summary>
internal enum ArithmeticForm
{
    /// <summary>factor a b + c.</summary>
    Product = 0,

    /// <summary>a + factor c (a - b).</summary>
    Mix = 1,

    /// <summary>a + b + factor c (a - b).</summary>
    Fold = 2,
}
