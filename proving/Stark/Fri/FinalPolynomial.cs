using System.Numerics;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>The polynomial at which FRI stops.</summary>
internal static class FinalPolynomial
{
    /// <summary>Interpolates the last codeword.</summary>
    /// <param name="codeword">Values at the powers of a root of unity of its length.</param>
    /// <param name="coefficients">
    /// Receives as many coefficients as the polynomial may have. Of an honest codeword all others are zero; a false one is left to the verifier.
    /// </param>
    public static void Interpolate(ReadOnlySpan<Ext5> codeword, Span<Ext5> coefficients)
    {
        // Every (codeword / coefficients)-th value is a value on the subgroup of the polynomial's own size.
        int length = coefficients.Length;
        int step = codeword.Length / length;
        KoalaBear inverseRoot = KoalaBear.TwoAdicGenerator(BitOperations.Log2((uint)length)).Inverse();
        KoalaBear scale = KoalaBear.Reduce((ulong)length).Inverse();
        for (int k = 0; k < length; k++)
        {
            KoalaBear point = inverseRoot.Pow((ulong)k);
            Ext5 sum = Ext5.Zero;
            for (int i = length - 1; i >= 0; i--)
            {
                sum = (sum * point) + codeword[i * step];
            }

            coefficients[k] = sum * scale;
        }
    }
}
