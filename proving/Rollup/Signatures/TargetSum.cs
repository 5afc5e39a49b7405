using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>Digits of a message: 42 chunks of three bits whose sum must be <see cref="Xmss.TargetSum"/>.</summary>
public static class TargetSum
{
    private const int DigitsPerElement = Xmss.EncodedBits / Xmss.DigitBits;
    private const uint DigitMask = Xmss.Base - 1;

    /// <summary>
    /// Reads the digits off an encoding digest: the low 24 bits of its first six canonical elements, three bits at a time, lowest first.
    /// An element p - 1 is refused, so that the 24 bits of the others are uniform.
    /// </summary>
    /// <param name="encoding">The digest.</param>
    /// <param name="digits">42 digits, meaningful unless an element was refused.</param>
    public static SignatureVerdict Decode(in Digest8 encoding, Span<byte> digits)
    {
        for (int i = 0; i < Xmss.EncodedElements; i++)
        {
            uint value = encoding.Elements[i].ToCanonical();
            if (value == KoalaBear.Modulus - 1)
            {
                return SignatureVerdict.EncodingNotUniform;
            }

            for (int j = 0; j < DigitsPerElement && (i * DigitsPerElement) + j < Xmss.ChainCount; j++)
            {
                digits[(i * DigitsPerElement) + j] = (byte)((value >> (j * Xmss.DigitBits)) & DigitMask);
            }
        }

        return Check(digits);
    }

    /// <summary>Whether digits are in range and add up to the target.</summary>
    public static SignatureVerdict Check(ReadOnlySpan<byte> digits)
    {
        if (digits.Length != Xmss.ChainCount)
        {
            return SignatureVerdict.WrongDigitCount;
        }

        int sum = 0;
        foreach (byte digit in digits)
        {
            if (digit >= Xmss.Base)
            {
                return SignatureVerdict.DigitOutOfRange;
            }

            sum += digit;
        }

        return sum == Xmss.TargetSum ? SignatureVerdict.Valid : SignatureVerdict.WrongSum;
    }
}
