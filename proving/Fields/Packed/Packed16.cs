using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2PProver.Fields;

/// <summary>Sixteen KoalaBear elements in one AVX-512 register, one Montgomery word below p a 32-bit lane. Scalar twin: <see cref="Packed1"/>.</summary>
/// <remarks>
/// Corrections are unsigned minima: of t and t + p (or t - p) the one that wrapped around is the larger.
/// Products are formed apart for even lanes, where <c>vpmuludq</c> reads, and odd lanes, brought down by <see cref="OddLanes"/>.
/// </remarks>
public readonly struct Packed16 : IPacked<Packed16>, IEquatable<Packed16>
{
    /// <summary>Lane i holds the Montgomery word of element i.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "A property is one more inlinee for the JIT in every kernel.")]
    public readonly Vector512<uint> Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Packed16(Vector512<uint> value)
    {
        Value = value;
    }

    public static int Lanes => 16;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    public static Packed16 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 operator +(Packed16 left, Packed16 right)
    {
        Vector512<uint> sum = left.Value + right.Value;
        return new(Vector512.Min(sum, sum - Vector512.Create(MontgomeryWord.P)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 operator -(Packed16 left, Packed16 right)
    {
        Vector512<uint> difference = left.Value - right.Value;
        return new(Vector512.Min(difference, difference + Vector512.Create(MontgomeryWord.P)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 operator -(Packed16 value)
    {
        Vector512<uint> negated = Vector512<uint>.Zero - value.Value;
        return new(Vector512.Min(negated, negated + Vector512.Create(MontgomeryWord.P)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 operator *(Packed16 left, Packed16 right)
    {
        Vector512<uint> leftOdd = Avx512F.DuplicateOddIndexed(left.Value.AsSingle()).AsUInt32();
        Vector512<uint> rightOdd = Avx512F.DuplicateOddIndexed(right.Value.AsSingle()).AsUInt32();
        return Reduce(Avx512F.Multiply(left.Value, right.Value), Avx512F.Multiply(leftOdd, rightOdd));
    }

    public static bool operator ==(Packed16 left, Packed16 right)
    {
        return left.Equals(right);
    }

    public static bool operator !=(Packed16 left, Packed16 right)
    {
        return !left.Equals(right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 Broadcast(uint word)
    {
        return new(Vector512.Create(word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 Broadcast(KoalaBear value)
    {
        return new(Vector512.Create(value.Montgomery));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 Load(ref readonly uint source)
    {
        return new(Vector512.LoadUnsafe(in source));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Packed16 value, ref uint destination)
    {
        value.Value.StoreUnsafe(ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Packed16 LoadPartial(uint* source, int count)
    {
        // SAFETY: a masked load neither reads nor faults on lanes whose mask is clear, here those from count on.
        return new(Avx512F.MaskLoad(source, Mask(count), Vector512<uint>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StorePartial(Packed16 value, uint* destination, int count)
    {
        // SAFETY: a masked store neither writes nor faults on lanes whose mask is clear, here those from count on.
        Avx512F.MaskStore(destination, Mask(count), value.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 MulScalar(Packed16 a, uint word)
    {
        return MulUniform(a.Value, Vector512.Create(word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 MulUniform(Packed16 a, Packed16 c)
    {
        return MulUniform(a.Value, c.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 MulSum(Packed16 a, Packed16 b, Packed16 c)
    {
        // The sum is below 2p and therefore below 2^32, the product below p * 2^32.
        return MulUniform(a.Value + b.Value, c.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 MulDifference(Packed16 a, Packed16 b, Packed16 c)
    {
        // a + p - b is in (0, 2p), below 2^32.
        return MulUniform(a.Value + Vector512.Create(MontgomeryWord.P) - b.Value, c.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 Double(Packed16 a)
    {
        return a + a;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 Halve(Packed16 a)
    {
        // An odd word is halved as (a + p) / 2 = (a >> 1) + (p + 1) / 2.
        Vector512<uint> half = a.Value >>> 1;
        Vector512<uint> even = Vector512.Equals(a.Value & Vector512<uint>.One, Vector512<uint>.Zero);
        return new(Vector512.ConditionalSelect(even, half, half + Vector512.Create(MontgomeryWord.HalfOfModulus)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 AddRcCube(Packed16 x, Packed16 rcMinusP)
    {
        // The sum is in [-p, p) as a signed lane. Signed products keep it so without corrections: |d| <= p^2 < p * 2^31 reduces into (-p, p).
        Vector512<int> sum = (x.Value + rcMinusP.Value).AsInt32();
        Vector512<int> sumOdd = Odd(sum);
        Vector512<int> squareEven = Odd(SignedReduce(Avx512F.Multiply(sum, sum)));
        Vector512<int> squareOdd = Odd(SignedReduce(Avx512F.Multiply(sumOdd, sumOdd)));
        Vector512<int> cubeEven = SignedReduce(Avx512F.Multiply(squareEven, sum));
        Vector512<int> cubeOdd = SignedReduce(Avx512F.Multiply(squareOdd, sumOdd));
        return Correct(cubeEven.AsUInt32(), cubeOdd.AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 NegDivPow2(Packed16 a, [ConstantExpected] byte k)
    {
        // With a = high * 2^k + low: -a / 2^k = low * 127 * 2^(24-k) - high. For low = 0 the first term is taken as p, so nothing goes negative.
        Vector512<uint> low = a.Value & Vector512.Create((1u << k) - 1);
        Vector512<uint> product = low * Vector512.Create(127u << (24 - k));
        Vector512<uint> isZero = Vector512.Equals(low, Vector512<uint>.Zero);
        Vector512<uint> positive = Vector512.ConditionalSelect(isZero, Vector512.Create(MontgomeryWord.P), product);
        return new(positive - (a.Value >>> k));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 DivPow2(Packed16 a, [ConstantExpected] byte k)
    {
        // With a = high * 2^k + low: a / 2^k = high - low * 127 * 2^(24-k); both terms are below p.
        Vector512<uint> low = a.Value & Vector512.Create((1u << k) - 1);
        Vector512<uint> difference = (a.Value >>> k) - (((low << 7) - low) << (24 - k));
        return new(Vector512.Min(difference, difference + Vector512.Create(MontgomeryWord.P)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear SumLanes(Packed16 a)
    {
        // 64-bit sums of an even and the odd lane above it cannot overflow; their sum is below 16 p.
        Vector512<ulong> pairs = (a.Value.AsUInt64() & Vector512.Create(0x0000_0000_FFFF_FFFFUL)) + (a.Value.AsUInt64() >>> 32);
        return KoalaBear.FromMontgomery((uint)(Vector512.Sum(pairs) % MontgomeryWord.P));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 OddLanes(Packed16 a)
    {
        return new(Avx512F.DuplicateOddIndexed(a.Value.AsSingle()).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd(ref Packed16 even, ref Packed16 odd, Packed16 a, Packed16 aOdd, Packed16 b, Packed16 bOdd)
    {
        // Eight 64-bit sums each: of lanes 0, 2, ..., 14 in even, of lanes 1, 3, ..., 15 in odd.
        even = new((even.Value.AsUInt64() + Avx512F.Multiply(a.Value, b.Value)).AsUInt32());
        odd = new((odd.Value.AsUInt64() + Avx512F.Multiply(aOdd.Value, bOdd.Value)).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldWide(ref Packed16 even, ref Packed16 odd)
    {
        // p * 2^32 has no low word: a 32-bit subtraction and minimum leaves low words alone and corrects high words, which are below 2p.
        Vector512<uint> bound = Vector512.Create((ulong)MontgomeryWord.P << 32).AsUInt32();
        even = new(Vector512.Min(even.Value, even.Value - bound));
        odd = new(Vector512.Min(odd.Value, odd.Value - bound));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed16 ReduceWide(Packed16 even, Packed16 odd)
    {
        return Reduce(even.Value.AsUInt64(), odd.Value.AsUInt64());
    }

    public bool Equals(Packed16 other)
    {
        return Value.Equals(other.Value);
    }

    public override bool Equals(object? obj)
    {
        return obj is Packed16 other && Equals(other);
    }

    public override int GetHashCode()
    {
        return Value.GetHashCode();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed16 MulUniform(Vector512<uint> a, Vector512<uint> c)
    {
        // The factor is in every lane, so the odd products need no shuffle of it.
        Vector512<uint> odd = Avx512F.DuplicateOddIndexed(a.AsSingle()).AsUInt32();
        return Reduce(Avx512F.Multiply(a, c), Avx512F.Multiply(odd, c));
    }

    /// <summary>Montgomery reduction of sixteen 64-bit values below p * 2^32, even and odd lanes apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed16 Reduce(Vector512<ulong> even, Vector512<ulong> odd)
    {
        // The quotient times p agrees with the value in its low word, so the 64-bit difference has a zero low word and no borrow is lost.
        Vector512<uint> p = Vector512.Create(MontgomeryWord.P);
        Vector512<uint> mu = Vector512.Create(MontgomeryWord.Mu);
        Vector512<ulong> reducedEven = even - Avx512F.Multiply(Avx512F.Multiply(even.AsUInt32(), mu).AsUInt32(), p);
        Vector512<ulong> reducedOdd = odd - Avx512F.Multiply(Avx512F.Multiply(odd.AsUInt32(), mu).AsUInt32(), p);
        return Correct(reducedEven.AsUInt32(), reducedOdd.AsUInt32());
    }

    /// <summary>d - (d * mu mod 2^32) * p on eight signed 64-bit lanes; the high words are in (-p, p), the low words are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> SignedReduce(Vector512<long> d)
    {
        Vector512<int> mu = Vector512.Create(unchecked((int)MontgomeryWord.Mu));
        Vector512<int> p = Vector512.Create((int)MontgomeryWord.P);
        return (d - Avx512F.Multiply(Avx512F.Multiply(d.AsInt32(), mu).AsInt32(), p)).AsInt32();
    }

    /// <summary>Interleaves the high words of the even and odd halves and adds p to negative ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Packed16 Correct(Vector512<uint> even, Vector512<uint> odd)
    {
        Vector512<uint> evenHigh = Avx512F.DuplicateOddIndexed(even.AsSingle()).AsUInt32();
        Vector512<uint> merged = Vector512.ConditionalSelect(Vector512.Create(0x0000_0000_FFFF_FFFFUL).AsUInt32(), evenHigh, odd);
        return new(Vector512.Min(merged, merged + Vector512.Create(MontgomeryWord.P)));
    }

    /// <summary>Brings every odd lane down to the even lane below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Odd(Vector512<int> a)
    {
        return Avx512F.DuplicateOddIndexed(a.AsSingle()).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Mask(int count)
    {
        return Vector512.LessThan(Vector512<uint>.Indices, Vector512.Create((uint)count));
    }
}
