using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The arithmetic of the extension in which a verifier works. Its tests answer natively; a circuit demands that they hold and answers that
/// they do.
/// </summary>
/// <typeparam name="T">An element of the extension.</typeparam>
public interface IVerifierAlgebra<T> : IConstraintAlgebra<T>
{
    /// <summary>A constant of the extension.</summary>
    T Constant(Ext5 value);

    /// <summary>The inverse of a value that is known not to be zero.</summary>
    T Inverse(T value);

    /// <summary>Whether two values are equal.</summary>
    bool AreEqual(T left, T right);

    /// <summary>Whether a value is not zero.</summary>
    bool IsNonZero(T value);
}
