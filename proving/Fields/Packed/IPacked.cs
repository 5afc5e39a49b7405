using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace P2PProver.Fields;

/// <summary>
/// Several KoalaBear elements in one register, one Montgomery word below p a lane. Kernels are generic over the implementing
/// struct and are compiled once for each width; <see cref="Packed1"/> is the scalar twin of every other implementation.
/// </summary>
/// <remarks>
/// Results are below p unless stated otherwise. The exception is <see cref="NegDivPow2"/>, whose lanes may equal p:
/// sums with at most one such operand, differences with such a subtrahend, and products accept it and return words below p;
/// a difference whose minuend is p and whose subtrahend is 0 is p again.
/// </remarks>
/// <typeparam name="T">The implementing struct itself.</typeparam>
public unsafe interface IPacked<T> :
    IAdditionOperators<T, T, T>,
    ISubtractionOperators<T, T, T>,
    IMultiplyOperators<T, T, T>,
    IUnaryNegationOperators<T, T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>Number of elements: 1, 8 or 16.</summary>
    static abstract int Lanes { get; }

    /// <summary>Whether this machine and this process's settings allow the type to be used.</summary>
    static abstract bool IsSupported { get; }

    static abstract T Zero { get; }

    /// <summary>The same Montgomery word in every lane.</summary>
    static abstract T Broadcast(uint word);

    static abstract T Broadcast(KoalaBear value);

    /// <summary>Reads <see cref="Lanes"/> consecutive words; no alignment is required.</summary>
    static abstract T Load(ref readonly uint source);

    /// <summary>Writes <see cref="Lanes"/> consecutive words; no alignment is required.</summary>
    static abstract void Store(T value, ref uint destination);

    /// <summary>Reads the first count words, 0 &lt;= count &lt;= Lanes, and zeros for the others; touches no memory beyond them.</summary>
    static abstract T LoadPartial(uint* source, int count);

    /// <summary>Writes the first count lanes, 0 &lt;= count &lt;= Lanes, and touches no memory beyond them.</summary>
    static abstract void StorePartial(T value, uint* destination, int count);

    /// <summary>The product of every lane with one Montgomery word.</summary>
    static abstract T MulScalar(T a, uint word);

    /// <summary>a * c where all lanes of c are equal, as <see cref="Broadcast(uint)"/> makes them.</summary>
    static abstract T MulUniform(T a, T c);

    /// <summary>(a + b) * c where all lanes of c are equal; cheaper than the sum and the product, since the sum needs no correction.</summary>
    static abstract T MulSum(T a, T b, T c);

    /// <summary>(a - b) * c where all lanes of c are equal; cheaper than the difference and the product.</summary>
    static abstract T MulDifference(T a, T b, T c);

    [SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "Doubling is the term of the field.")]
    static abstract T Double(T a);

    static abstract T Halve(T a);

    /// <summary>(x + rc)^3, the S-box with its round constant.</summary>
    /// <param name="x">Lanes in [0, p].</param>
    /// <param name="rcMinusP">The round constant's Montgomery word minus p, as a wrapped word, in every lane.</param>
    static abstract T AddRcCube(T x, T rcMinusP);

    /// <summary>-a / 2^k for 1 &lt;= k &lt;= 24. Lanes of the result are in [0, p].</summary>
    static abstract T NegDivPow2(T a, [ConstantExpected] byte k);

    /// <summary>a / 2^k for 1 &lt;= k &lt;= 24.</summary>
    static abstract T DivPow2(T a, [ConstantExpected] byte k);

    /// <summary>The sum over all lanes.</summary>
    static abstract KoalaBear SumLanes(T a);

    /// <summary>The operand that <see cref="MultiplyAdd"/> needs beside a itself; compute it once for each operand that is reused.</summary>
    static abstract T OddLanes(T a);

    /// <summary>
    /// Adds the 64-bit products of a and b, lane by lane and without reduction, to a wide accumulator of one 64-bit sum a lane.
    /// </summary>
    /// <remarks>
    /// The accumulator is a pair of registers that starts at zero; its layout is the implementation's own. Below p * 2^32 it can
    /// take two products, after which <see cref="FoldWide"/> brings it below p * 2^32 again; from zero it can take three.
    /// </remarks>
    static abstract void MultiplyAdd(ref T even, ref T odd, T a, T aOdd, T b, T bOdd);

    /// <summary>Subtracts p * 2^32 where the sum, below 2 * p * 2^32, is not below p * 2^32.</summary>
    static abstract void FoldWide(ref T even, ref T odd);

    /// <summary>The Montgomery reduction of a wide accumulator below p * 2^32.</summary>
    static abstract T ReduceWide(T even, T odd);
}
