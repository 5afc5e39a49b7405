using System.Numerics;
using P2PProver.Crypto.Curve25519;
using P2PProver.Fields;

namespace P2PProver.Crypto.Tests.Curve25519;

public sealed class Ed25519PointTests
{
    [Fact]
    public void Check_EveryEncodingOfEverySmallOrderPoint_Refuses()
    {
        // Computed from the curve and not from a list: 8 canonical encodings, those of x = 0 with a sign, and y + p where it fits in 255 bits.
        IReadOnlyList<(BigInteger X, BigInteger Y)> torsion = EdwardsReference.Torsion();
        torsion.Distinct().Count().ShouldBe(8);
        int encodings = 0;
        foreach ((BigInteger x, BigInteger y) in torsion)
        {
            bool[] signs = x.IsZero ? [false, true] : [!x.IsEven];
            foreach (bool sign in signs)
            {
                Ed25519Point.Check(EdwardsReference.Encode(y, sign)).ShouldBe(EncodingFault.SmallOrder, $"y {y}, sign {sign}");
                encodings++;
                BigInteger shifted = y + EdwardsReference.P;
                if (shifted < BigInteger.Pow(2, 255))
                {
                    Ed25519Point.Check(EdwardsReference.Encode(shifted, sign)).ShouldBe(EncodingFault.NonCanonical, $"y {y} + p, sign {sign}");
                    encodings++;
                }
            }
        }

        encodings.ShouldBe(14);
    }

    [Fact]
    public void Check_YFromPTo2To255_IsNonCanonical()
    {
        for (int excess = 0; excess < 19; excess++)
        {
            Ed25519Point.Check(EdwardsReference.Encode(EdwardsReference.P + excess, sign: false)).ShouldBe(EncodingFault.NonCanonical);
            Ed25519Point.Check(EdwardsReference.Encode(EdwardsReference.P + excess, sign: true)).ShouldBe(EncodingFault.NonCanonical);
        }
    }

    [Fact]
    public void Check_SmallAndRandomY_AgreesWithTheCurve()
    {
        Prng prng = new(12);
        int onCurve = 0;
        byte[] bytes = new byte[32];
        for (int i = 0; i < 200; i++)
        {
            prng.NextBytes(bytes);
            bytes[31] &= 0x7f;
            BigInteger y = i < 50 ? i + 2 : Hex.Mod(new BigInteger(bytes, isUnsigned: true), EdwardsReference.P);
            bool expected = EdwardsReference.WithY(y) is not null;
            onCurve += expected ? 1 : 0;
            Ed25519Point.Check(EdwardsReference.Encode(y, sign: false)).ShouldBe(expected ? EncodingFault.None : EncodingFault.NotOnCurve, $"y {y}");
        }

        onCurve.ShouldBeInRange(60, 140);
    }
}
