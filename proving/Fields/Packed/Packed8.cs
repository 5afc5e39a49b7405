using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2PProver.Fields;

/// <summary>Eight KoalaBear elements in one AVX2 register, one Montgomery word below p a 32-bit lane. Scalar twin: <see cref="Packed1"/>.</summary>
/// <remarks>
/// Corrections are unsigned minima: of t and t + p (or t - p) the one that wrapped around is the larger.
/// Products are formed apart for even lanes, where <c>vpmuludq</c> reads, and odd lanes, brought down by <see cref="OddLanes"/>.
/// </remarks>
public readonly struct Packed8 : IPacked<Packed8>, IEquatable<Packed8>
{
    /// <summary>Lane i holds the Montgomery word of element i.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "A property is one more inlinee for the JIT in every kernel.")]
    public readonly Vector256<uint> Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Packed8(Vector256<uint> value)
    {
        Value = value;
    }

    public static int Lanes => 8;

    public static bool IsSupported => Avx2.IsSupported;

    public static Packed8 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 operator +(Packed8 left, Packed8 right)
    {
        Vector256<uint> sum = left.Value + right.Value;
        return new(Vector256.Min(sum, sum - Vector256.Create(MontgomeryWord.P)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 operator -(Packed8 left, Packed8 right)
    {
        Vector256<uint> difference = left.Value - right.Value;
        return new(Vector256.Min(difference, difference + Vector256.Create(MontgomeryWord.P)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 operator -(Packed8 value)
    {
        Vector256<uint> negated = Vector256<uint>.Zero - value.Value;
        return new(Vector256.Min(negated, negated + Vector256.Create(MontgomeryWord.P)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 operator *(Packed8 left, Packed8 right)
    {
        Vector256<uint> leftOdd = Avx.DuplicateOddIndexed(left.Value.AsSingle()).AsUInt32();
        Vector256<uint> rightOdd = Avx.DuplicateOddIndexed(right.Value.AsSingle()).AsUInt32();
        return Reduce(Avx2.Multiply(left.Value, right.Value), Avx2.Multiply(leftOdd, rightOdd));
    }

    public static bool operator ==(Packed8 left, Packed8 right)
    {
        return left.Equals(right);
    }

    public static bool operator !=(Packed8 left, Packed8 right)
    {
        return !left.Equals(right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 Broadcast(uint word)
    {
        return new(Vector256.Create(word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 Broadcast(KoalaBear value)
    {
        return new(Vector256.Create(value.Montgomery));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 Load(ref readonly uint source)
    {
        return new(Vector256.LoadUnsafe(in source));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Packed8 value, ref uint destination)
    {
        value.Value.StoreUnsafe(ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Packed8 LoadPartial(uint* source, int count)
    {
        // SAFETY: a masked load neither reads nor faults on lanes whose mask is clear, here those from count on.
        return new(Avx2.MaskLoad(source, Mask(count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StorePartial(Packed8 value, uint* destination, int count)
    {
        // SAFETY: a masked store neither writes nor faults on lanes whose mask is clear, here those from count on.
        Avx2.MaskStore(destination, Mask(count), value.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 MulScalar(Packed8 a, uint word)
    {
        return MulUniform(a.Value, Vector256.Create(word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 MulUniform(Packed8 a, Packed8 c)
    {
        return MulUniform(a.Value, c.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 MulSum(Packed8 a, Packed8 b, Packed8 c)
    {
        // The sum is below 2p and therefore below 2^32, the product below p * 2^32.
        return MulUniform(a.Value + b.Value, c.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 MulDifference(Packed8 a, Packed8 b, Packed8 c)
    {
        // a + p - b is in (0, 2p), below 2^32.
        return MulUniform(a.Value + Vector256.Create(MontgomeryWord.P) - b.Value, c.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 Double(Packed8 a)
    {
        return a + a;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 Halve(Packed8 a)
    {
        // An odd word is halved as (a + p) / 2 = (a >> 1) + (p + 1) / 2.
        Vector256<uint> half = a.Value >>> 1;
        Vector256<uint> even = Vector256.Equals(a.Value & Vector256<uint>.One, Vector256<uint>.Zero);
        return new(Vector256.ConditionalSelect(even, half, half + Vector256.Create(MontgomeryWord.HalfOfModulus)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 AddRcCube(Packed8 x, Packed8 rcMinusP)
    {
        // The sum is in [-p, p) as a signed lane. Signed products keep it so without corrections: |d| <= p^2 < p * 2^31 reduces into (-p, p).
        Vector256<int> sum = (x.Value + rcMinusP.Value).AsInt32();
        Vector256<int> sumOdd = Odd(sum);
        Vector256<int> squareEven = Odd(SignedReduce(Avx2.Multiply(sum, sum)));
        Vector256<int> squareOdd = Odd(SignedReduce(Avx2.Multiply(sumOdd, sumOdd)));
        Vector256<int> cubeEven = SignedReduce(Avx2.Multiply(squareEven, sum));
        Vector256<int> cubeOdd = SignedReduce(Avx2.Multiply(squareOdd, sumOdd));
        return Correct(cubeEven.AsUInt32(), cubeOdd.AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 NegDivPow2(Packed8 a, [ConstantExpected] byte k)
    {
        // With a = high * 2^k + low: -a / 2^k = low * 127 * 2^(24-k) - high. For low = 0 the first term is taken as p, so nothing goes negative.
        Vector256<uint> low = a.Value & Vector256.Create((1u << k) - 1);
        Vector256<uint> product = low * Vector256.Create(127u << (24 - k));
        Vector256<uint> isZero = Vector256.Equals(low, Vector256<uint>.Zero);
        Vector256<uint> positive = Vector256.ConditionalSelect(isZero, Vector256.Create(MontgomeryWord.P), product);
        return new(positive - (a.Value >>> k));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 DivPow2(Packed8 a, [ConstantExpected] byte k)
    {
        // With a = high * 2^k + low: a / 2^k = high - low * 127 * 2^(24-k); both terms are below p.
        Vector256<uint> low = a.Value & Vector256.Create((1u << k) - 1);
        Vector256<uint> difference = (a.Value >>> k) - (((low << 7) - low) << (24 - k));
        return new(Vector256.Min(difference, difference + Vector256.Create(MontgomeryWord.P)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear SumLanes(Packed8 a)
    {
        // 64-bit sums of an even and the odd lane above it cannot overflow; their sum is below 8 p.
        Vector256<ulong> pairs = (a.Value.AsUInt64() & Vector256.Create(0x0000_0000_FFFF_FFFFUL)) + (a.Value.AsUInt64() >>> 32);
        return KoalaBear.FromMontgomery((uint)(Vector256.Sum(pairs) % MontgomeryWord.P));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 OddLanes(Packed8 a)
    {
        return new(Avx.DuplicateOddIndexed(a.Value.AsSingle()).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd(ref Packed8 even, ref Packed8 odd, Packed8 a, Packed8 aOdd, Packed8 b, Packed8 bOdd)
    {
        // Four 64-bit sums each: of lanes 0, 2, 4, 6 in even, of lanes 1, 3, 5, 7 in odd.
        even = new((even.Value.AsUInt64() + Avx2.Multiply(a.Value, b.Value)).AsUInt32());
        odd = new((odd.Value.AsUInt64() + Avx2.Multiply(aOdd.Value, bOdd.Value)).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldWide(ref Packed8 even, ref Packed8 odd)
    {
        // p * 2^32 has no low word: a 32-bit subtraction and minimum leaves low words alone and corrects high words, which are below 2p.
        Vector256<uint> bound = Vector256.Create((ulong)MontgomeryWord.P << 32).AsUInt32();
        even = new(Vector256.Min(even.Value, even.Value - bound));
        odd = new(Vector256.Min(odd.Value, odd.Value - bound));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed8 ReduceWide(Packed8 even, Packed8 odd)
    {
        return Reduce(even.Value.AsUInt64(), odd.Value.AsUInt64());
    }

    public bool Equals(Packed8 other)
    {
        return Value.Equals(other.Value);
    }

    public override bool Equals(object? obj)
    {
        return obj is Packed8 other && Equals(other);
    }

    public override int GetHashCode()
    {
        return Value.GetHashCode();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed8 MulUniform(Vector256<uint> a, Vector256<uint> c)
    {
        // The factor is in every lane, so the odd products need no shuffle of it.
        Vector256<uint> odd = Avx.DuplicateOddIndexed(a.AsSingle()).AsUInt32();
        return Reduce(Avx2.Multiply(a, c), Avx2.Multiply(odd, c));
    }

    /// <summary>Montgomery reduction of eight 64-bit values below p * 2^32, even and odd lanes apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed8 Reduce(Vector256<ulong> even, Vector256<ulong> odd)
    {
        // The quotient times p agrees with the value in its low word, so the 64-bit difference has a zero low word and no borrow is lost.
        Vector256<uint> p = Vector256.Create(MontgomeryWord.P);
        Vector256<uint> mu = Vector256.Create(MontgomeryWord.Mu);
        Vector256<ulong> reducedEven = even - Avx2.Multiply(Avx2.Multiply(even.AsUInt32(), mu).AsUInt32(), p);
        Vector256<ulong> reducedOdd = odd - Avx2.Multiply(Avx2.Multiply(odd.AsUInt32(), mu).AsUInt32(), p);
        return Correct(reducedEven.AsUInt32(), reducedOdd.AsUInt32());
    }

    /// <summary>d - (d * mu mod 2^32) * p on four signed 64-bit lanes; the high words are in (-p, p), the low words are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> SignedReduce(Vector256<long> d)
    {
        Vector256<int> mu = Vector256.Create(unchecked((int)MontgomeryWord.Mu));
        Vector256<int> p = Vector256.Create((int)MontgomeryWord.P);
        return (d - Avx2.Multiply(Avx2.Multiply(d.AsInt32(), mu).AsInt32(), p)).AsInt32();
    }

    /// <summary>Interleaves the high words of the even and odd halves and adds p to negative ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed8 Correct(Vector256<uint> even, Vector256<uint> odd)
    {
        Vector256<uint> evenHigh = Avx.DuplicateOddIndexed(even.AsSingle()).AsUInt32();
        Vector256<uint> merged = Avx2.Blend(evenHigh, odd, 0b10101010);
        return new(Vector256.Min(merged, merged + Vector256.Create(MontgomeryWord.P)));
    }

    /// <summary>Brings every odd lane down to the even lane below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Odd(Vector256<int> a)
    {
        return Avx.DuplicateOddIndexed(a.AsSingle()).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mask(int count)
    {
        return Vector256.LessThan(Vector256<uint>.Indices, Vector256.Create((uint)count));
    }
}
