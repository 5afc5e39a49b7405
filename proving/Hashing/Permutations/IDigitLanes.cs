using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Hashing;

/// <summary>32-bit and paired 16-bit integer operations on a bare vector type, for products by matrices of small integers.</summary>
/// <typeparam name="TVector">The register, a 32-bit lane for each state.</typeparam>
internal interface IDigitLanes<TVector>
    where TVector : unmanaged
{
    static abstract TVector Broadcast(int value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector ShiftLeft(TVector a, [ConstantExpected] byte count);

    /// <summary>Shifts zeros in from the left.</summary>
    static abstract TVector ShiftRight(TVector a, [ConstantExpected] byte count);

    /// <summary>The low words of the products.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>In each lane the sum of the products of both signed 16-bit halves.</summary>
    static abstract TVector MultiplyPairs(TVector a, TVector b);

    /// <summary>The smaller of each two lanes as unsigned integers.</summary>
    static abstract TVector MinUnsigned(TVector a, TVector b);
}
