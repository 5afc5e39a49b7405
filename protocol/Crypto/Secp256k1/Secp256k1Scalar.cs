using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace P2PProver.Crypto.Secp256k1;

/// <summary>
/// An integer modulo the group order n of secp256k1 (SEC 2, 2.4.1), as four limbs, the least significant first. Secret nonces and keys go
/// through here: no branch and no index depends on a value, except where a member says so.
/// </summary>
internal readonly struct Secp256k1Scalar
{
    /// <summary>The length of the big-endian form.</summary>
    public const int Bytes = 32;

    private const int Limbs = 4;

    // -n^-1 mod 2^64, which makes the lowest limb of a sum divisible by 2^64 in Montgomery's reduction.
    private const ulong NegInverse = 0x4b0dff665588b13f;

    private readonly Words _words;

    private Secp256k1Scalar(ReadOnlySpan<ulong> words)
    {
        words.CopyTo(_words);
    }

    /// <summary>The group order, big-endian.</summary>
    public static ReadOnlySpan<byte> OrderBytes =>
    [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
        0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
    ];

    /// <summary>Whether the value is 0.</summary>
    public bool IsZero => (_words[0] | _words[1] | _words[2] | _words[3]) == 0;

    /// <summary>Whether the value is above n/2, so that its negative is the canonical s of a signature.</summary>
    public bool IsHigh
    {
        get
        {
            Span<ulong> unused = stackalloc ulong[Limbs];
            return Subtract(HalfOrder, _words, unused) != 0;
        }
    }

    private static ReadOnlySpan<ulong> Order => [0xbfd25e8cd0364141, 0xbaaedce6af48a03b, 0xfffffffffffffffe, 0xffffffffffffffff];

    // floor(n / 2)
    private static ReadOnlySpan<ulong> HalfOrder => [0xdfe92f46681b20a0, 0x5d576e7357a4501d, 0xffffffffffffffff, 0x7fffffffffffffff];

    // 2^512 mod n: multiplying by it in Montgomery's way makes up for two divisions by 2^256.
    private static ReadOnlySpan<ulong> MontgomerySquare => [0x896cf21467d7d140, 0x741496c20e7cf878, 0xe697f5e45bcd07c6, 0x9d671cd581c69bc5];

    /// <summary>The sum modulo n.</summary>
    public static Secp256k1Scalar operator +(in Secp256k1Scalar left, in Secp256k1Scalar right)
    {
        Span<ulong> sum = stackalloc ulong[Limbs];
        UInt128 carry = 0;
        for (int i = 0; i < Limbs; i++)
        {
            carry += (UInt128)left._words[i] + right._words[i];
            sum[i] = (ulong)carry;
            carry >>= 64;
        }

        SubtractOrderOnce(sum, (ulong)carry);
        return new Secp256k1Scalar(sum);
    }

    /// <summary>The negative modulo n.</summary>
    public static Secp256k1Scalar operator -(in Secp256k1Scalar value)
    {
        Span<ulong> difference = stackalloc ulong[Limbs];
        Subtract(Order, value._words, difference);

        // n - 0 = n must become 0.
        SubtractOrderOnce(difference, 0);
        return new Secp256k1Scalar(difference);
    }

    /// <summary>The product modulo n.</summary>
    public static Secp256k1Scalar operator *(in Secp256k1Scalar left, in Secp256k1Scalar right) =>
        MontgomeryMultiply(MontgomeryMultiply(left, right), new Secp256k1Scalar(MontgomerySquare));

    /// <summary>Reads a big-endian number that must be in [1, n-1].</summary>
    public static bool TryRead(ReadOnlySpan<byte> bigEndian, out Secp256k1Scalar scalar)
    {
        Span<ulong> words = stackalloc ulong[Limbs];
        Span<ulong> unused = stackalloc ulong[Limbs];
        ReadWords(bigEndian, words);
        scalar = new Secp256k1Scalar(words);
        bool valid = Subtract(words, Order, unused) != 0 & !scalar.IsZero;
        unused.Clear();
        words.Clear();
        if (!valid)
        {
            scalar = default;
        }

        return valid;
    }

    /// <summary>Any 256-bit big-endian number modulo n.</summary>
    public static Secp256k1Scalar Reduce(ReadOnlySpan<byte> bigEndian)
    {
        // 2^256 is below 2n, so one subtraction is enough.
        Span<ulong> words = stackalloc ulong[Limbs];
        ReadWords(bigEndian, words);
        SubtractOrderOnce(words, 0);
        return new Secp256k1Scalar(words);
    }

    /// <summary>The inverse modulo n by Fermat's theorem, value^(n-2); 0 for 0. The exponent is public, the value may be secret.</summary>
    public Secp256k1Scalar Inverse()
    {
        Secp256k1Scalar power = MontgomeryMultiply(this, new Secp256k1Scalar(MontgomerySquare));
        Secp256k1Scalar result = power;

        // n - 2 differs from n in its lowest byte alone, 0x3f for 0x41. Its highest bit is the factor that result starts with.
        for (int bit = 254; bit >= 0; bit--)
        {
            result = MontgomeryMultiply(result, result);
            int octet = bit < 8 ? 0x3f : OrderBytes[Bytes - 1 - (bit / 8)];
            if (((octet >> (bit % 8)) & 1) != 0)
            {
                result = MontgomeryMultiply(result, power);
            }
        }

        return MontgomeryMultiply(result, new Secp256k1Scalar([1, 0, 0, 0]));
    }

    /// <summary>Writes 32 big-endian bytes.</summary>
    public void Write(Span<byte> bigEndian)
    {
        for (int i = 0; i < Limbs; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bigEndian[((Limbs - 1 - i) * sizeof(ulong))..], _words[i]);
        }
    }

    // left * right / 2^256 mod n, word by word: add left * right[i], add the multiple of n that clears the lowest limb, drop that limb.
    private static Secp256k1Scalar MontgomeryMultiply(in Secp256k1Scalar left, in Secp256k1Scalar right)
    {
        ReadOnlySpan<ulong> order = Order;
        ReadOnlySpan<ulong> factor = left._words;
        Span<ulong> sum = stackalloc ulong[Limbs];
        ulong overflow = 0;
        foreach (ulong word in right._words)
        {
            UInt128 product = ((UInt128)factor[0] * word) + sum[0];
            ulong multiple = (ulong)product * NegInverse;
            UInt128 reduction = ((UInt128)multiple * order[0]) + (ulong)product;
            for (int i = 1; i < Limbs; i++)
            {
                product = ((UInt128)factor[i] * word) + sum[i] + (ulong)(product >> 64);
                reduction = ((UInt128)multiple * order[i]) + (ulong)product + (ulong)(reduction >> 64);
                sum[i - 1] = (ulong)reduction;
            }

            UInt128 top = (UInt128)(ulong)(product >> 64) + (ulong)(reduction >> 64) + overflow;
            sum[Limbs - 1] = (ulong)top;
            overflow = (ulong)(top >> 64);
        }

        SubtractOrderOnce(sum, overflow);
        return new Secp256k1Scalar(sum);
    }

    private static void ReadWords(ReadOnlySpan<byte> bigEndian, Span<ulong> words)
    {
        for (int i = 0; i < Limbs; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64BigEndian(bigEndian[((Limbs - 1 - i) * sizeof(ulong))..]);
        }
    }

    // Takes n from a number of 257 bits (overflow being the highest) if that leaves it at least 0.
    private static void SubtractOrderOnce(Span<ulong> words, ulong overflow)
    {
        Span<ulong> reduced = stackalloc ulong[Limbs];
        ulong borrow = Subtract(words, Order, reduced);

        // All ones if the difference is to be kept: there was no borrow, or the overflow pays for it.
        ulong keep = (borrow ^ 1) | overflow;
        ulong mask = 0 - keep;
        for (int i = 0; i < Limbs; i++)
        {
            words[i] = (reduced[i] & mask) | (words[i] & ~mask);
        }
    }

    // left - right modulo 2^256; the result is the borrow, 0 or 1.
    private static ulong Subtract(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> difference)
    {
        ulong borrow = 0;
        for (int i = 0; i < Limbs; i++)
        {
            UInt128 wide = (UInt128)left[i] - right[i] - borrow;
            difference[i] = (ulong)wide;
            borrow = (ulong)(wide >> 64) & 1;
        }

        return borrow;
    }

    [InlineArray(Limbs)]
    private struct Words
    {
        private ulong _first;
    }
}
