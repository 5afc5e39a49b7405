using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// The signature scheme: XMSS over one-time signatures with target sums, everything in one permutation of sixteen elements (J. Drake,
/// D. Khovratovich, M. Kudinov, B. Wagner, <i>Hash-based multi-signatures for post-quantum Ethereum</i>, eprint 2025/055, in the compact
/// variant with digests of four elements). About 124 bits against classical attackers, 62 against quantum ones.
/// </summary>
/// <remarks>
/// A digit e of a chain says how far the signature's value is from the chain's start; the chain's end is 7 - e steps on. Since the digits
/// of every valid signature add up to 184, a verifier always takes 110 steps, and no digit can grow without another one shrinking.
/// </remarks>
public static class Xmss
{
    /// <summary>Chains of a one-time signature.</summary>
    public const int ChainCount = 42;

    /// <summary>Digits are below this.</summary>
    public const int Base = 8;

    /// <summary>Bits of a digit.</summary>
    public const int DigitBits = 3;

    /// <summary>The sum of all digits.</summary>
    public const int TargetSum = 184;

    /// <summary>Chain steps of every verification.</summary>
    public const int VerifySteps = (ChainCount * (Base - 1)) - TargetSum;

    /// <summary>Height of a key's tree.</summary>
    public const int TreeHeight = 16;

    /// <summary>Slots of a window.</summary>
    public const int LeafCount = 1 << TreeHeight;

    /// <summary>Windows of an account's life.</summary>
    public const int WindowCount = 1 << (Slot.Bits - TreeHeight);

    /// <summary>Elements of the randomness.</summary>
    public const int RandomnessElements = 6;

    /// <summary>Elements of the encoding's digest that give digits.</summary>
    public const int EncodedElements = 6;

    /// <summary>Low bits of such an element that give digits.</summary>
    public const int EncodedBits = 24;

    internal const int TypeShift = 26;
    internal const int HighShift = 10;
    private const int LowBits = 16;
    private const uint LowMask = (1u << LowBits) - 1;
    private const int ParameterElement = 4;

    /// <summary>Writes a tweak: [type 2^26 + (index / 2^16) 2^10 + sub, index mod 2^16].</summary>
    internal static void WriteTweak(Span<KoalaBear> destination, TweakType type, int sub, uint index)
    {
        destination[1] = KoalaBear.FromCanonical(index & LowMask);
        destination[0] = KoalaBear.FromCanonical(((uint)type << TypeShift) + ((index >> LowBits) << HighShift) + (uint)sub);
    }

    /// <summary>The left half of a chain step: [tweak, 0, 0, value]. The step leaves height <paramref name="step"/>, 0 to 6.</summary>
    public static Digest8 ChainLeft(int chain, int step, Slot slot, Digest4 value)
    {
        Span<KoalaBear> left = stackalloc KoalaBear[Digest8.WordCount];
        left.Clear();
        WriteTweak(left, TweakType.Chain, (Base * chain) + step, slot.Value);
        value.CopyTo(left[ParameterElement..]);
        return Digest8.FromElements(left);
    }

    /// <summary>The right half of a chain step and of the second hash of the encoding: [parameter, 0 x 4].</summary>
    public static Digest8 ParameterRight(Digest4 parameter)
    {
        Span<KoalaBear> right = stackalloc KoalaBear[Digest8.WordCount];
        right.Clear();
        parameter.CopyTo(right);
        return Digest8.FromElements(right);
    }

    /// <summary>The first state of a leaf: [tweak, 0, 0, parameter].</summary>
    public static Digest8 LeafLeft(Slot slot, Digest4 parameter) => Tweaked(TweakType.Leaf, 0, slot.Value, parameter);

    /// <summary>The left half of a node: [tweak, 0, 0, parameter].</summary>
    /// <param name="level">The node's level; its children are one below, leaves are at 0.</param>
    /// <param name="node">The node's index over all windows: slot / 2^level.</param>
    /// <param name="parameter">The key's parameter.</param>
    public static Digest8 NodeLeft(int level, uint node, Digest4 parameter) => Tweaked(TweakType.Node, level, node, parameter);

    /// <summary>Two short digests as one block.</summary>
    public static Digest8 Pair(Digest4 left, Digest4 right)
    {
        Span<KoalaBear> pair = stackalloc KoalaBear[Digest8.WordCount];
        left.CopyTo(pair);
        right.CopyTo(pair[Digest4.WordCount..]);
        return Digest8.FromElements(pair);
    }

    /// <summary>The right half of the first hash of the encoding: [randomness, tweak].</summary>
    public static Digest8 EncodingRight(Slot slot, ReadOnlySpan<KoalaBear> randomness)
    {
        Span<KoalaBear> right = stackalloc KoalaBear[Digest8.WordCount];
        randomness.CopyTo(right[..RandomnessElements]);
        WriteTweak(right[RandomnessElements..], TweakType.Encoding, 0, slot.Value);
        return Digest8.FromElements(right);
    }

    /// <summary>The first four elements of a digest.</summary>
    public static Digest4 Truncate(in Digest8 digest) => Digest4.FromElements(digest.Elements[..Digest4.WordCount]);

    /// <summary>The digest whose bits are the digits: H(H(message || randomness || tweak) || parameter || 0 x 4).</summary>
    public static Digest8 EncodingDigest(in Digest8 message, Slot slot, ReadOnlySpan<KoalaBear> randomness, Digest4 parameter) =>
        RollupHash.Compress(RollupHash.Compress(message, EncodingRight(slot, randomness)), ParameterRight(parameter));

    private static Digest8 Tweaked(TweakType type, int sub, uint index, Digest4 parameter)
    {
        Span<KoalaBear> left = stackalloc KoalaBear[Digest8.WordCount];
        left.Clear();
        WriteTweak(left, type, sub, index);
        parameter.CopyTo(left[ParameterElement..]);
        return Digest8.FromElements(left);
    }
}
