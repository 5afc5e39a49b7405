using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>One KoalaBear element a register: the portable implementation and the reference for the others.</summary>
public readonly struct Packed1 : IPacked<Packed1>, IEquatable<Packed1>
{
    /// <summary>The Montgomery word.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "A property is one more inlinee for the JIT in every kernel.")]
    public readonly uint Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Packed1(uint value)
    {
        Value = value;
    }

    public static int Lanes => 1;

    public static bool IsSupported => true;

    public static Packed1 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 operator +(Packed1 left, Packed1 right)
    {
        return new(MontgomeryWord.Add(left.Value, right.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 operator -(Packed1 left, Packed1 right)
    {
        return new(MontgomeryWord.Subtract(left.Value, right.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 operator -(Packed1 value)
    {
        return new(MontgomeryWord.Subtract(0, value.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 operator *(Packed1 left, Packed1 right)
    {
        return new(MontgomeryWord.Multiply(left.Value, right.Value));
    }

    public static bool operator ==(Packed1 left, Packed1 right)
    {
        return left.Equals(right);
    }

    public static bool operator !=(Packed1 left, Packed1 right)
    {
        return !left.Equals(right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 Broadcast(uint word)
    {
        return new(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 Broadcast(KoalaBear value)
    {
        return new(value.Montgomery);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 Load(ref readonly uint source)
    {
        return new(source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Packed1 value, ref uint destination)
    {
        destination = value.Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Packed1 LoadPartial(uint* source, int count)
    {
        // SAFETY: one word is read, and only when the caller says that there is one.
        return count == 0 ? default : new(*source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StorePartial(Packed1 value, uint* destination, int count)
    {
        if (count != 0)
        {
            // SAFETY: one word is written, and only when the caller says that there is room for it.
            *destination = value.Value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 MulScalar(Packed1 a, uint word)
    {
        return new(MontgomeryWord.Multiply(a.Value, word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 MulUniform(Packed1 a, Packed1 c)
    {
        return new(MontgomeryWord.Multiply(a.Value, c.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 MulSum(Packed1 a, Packed1 b, Packed1 c)
    {
        // The sum is below 2p and therefore below 2^32, the product below p * 2^32.
        return new(MontgomeryWord.Multiply(a.Value + b.Value, c.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 MulDifference(Packed1 a, Packed1 b, Packed1 c)
    {
        // a + p - b is in (0, 2p), below 2^32.
        return new(MontgomeryWord.Multiply(a.Value + MontgomeryWord.P - b.Value, c.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 Double(Packed1 a)
    {
        return a + a;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 Halve(Packed1 a)
    {
        return new(MontgomeryWord.Halve(a.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 AddRcCube(Packed1 x, Packed1 rcMinusP)
    {
        uint sum = MontgomeryWord.Correct(x.Value + rcMinusP.Value);
        return new(MontgomeryWord.Multiply(MontgomeryWord.Multiply(sum, sum), sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 NegDivPow2(Packed1 a, [ConstantExpected] byte k)
    {
        return new(MontgomeryWord.Subtract(0, MontgomeryWord.DivPow2(a.Value, k)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 DivPow2(Packed1 a, [ConstantExpected] byte k)
    {
        return new(MontgomeryWord.DivPow2(a.Value, k));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear SumLanes(Packed1 a)
    {
        return KoalaBear.FromMontgomery(a.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 OddLanes(Packed1 a)
    {
        // There is no odd lane; the pair of accumulators is one 64-bit sum, low word in even, high word in odd.
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd(ref Packed1 even, ref Packed1 odd, Packed1 a, Packed1 aOdd, Packed1 b, Packed1 bOdd)
    {
        ulong sum = (((ulong)odd.Value << 32) | even.Value) + ((ulong)a.Value * b.Value);
        even = new((uint)sum);
        odd = new((uint)(sum >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldWide(ref Packed1 even, ref Packed1 odd)
    {
        // p * 2^32 has no low word, so only the high word, below 2p, changes.
        odd = new(MontgomeryWord.Correct(odd.Value - MontgomeryWord.P));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Packed1 ReduceWide(Packed1 even, Packed1 odd)
    {
        return new(MontgomeryWord.Reduce(((ulong)odd.Value << 32) | even.Value));
    }

    public bool Equals(Packed1 other)
    {
        return Value == other.Value;
    }

    public override bool Equals(object? obj)
    {
        return obj is Packed1 other && Equals(other);
    }

    public override int GetHashCode()
    {
        return (int)Value;
    }
}
