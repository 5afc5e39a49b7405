using System.Numerics;
using P2PProver.Crypto.Secp256k1;
using P2PProver.Fields;

namespace P2PProver.Crypto.Tests.Secp256k1;

public sealed class Secp256k1ScalarTests
{
    private static readonly BigInteger N = CurveReference.N;

    [Fact]
    public void Arithmetic_EdgeAndRandomValues_AgreesWithBigInteger()
    {
        Prng prng = new(21);
        BigInteger[] values = [.. Edges(), .. Enumerable.Range(0, 40).Select(_ => Random(prng))];
        foreach (BigInteger a in values)
        {
            Secp256k1Scalar left = Secp256k1Scalar.Reduce(Hex.BigEndian(a));
            BigInteger reduced = a % N;
            string context = $"seed {prng.Seed}, a = {a:x}";
            Value(left).ShouldBe(reduced, context);
            Value(-left).ShouldBe(Hex.Mod(-reduced, N), context);
            Value(left.Inverse()).ShouldBe(BigInteger.ModPow(reduced, N - 2, N), context);
            left.IsZero.ShouldBe(reduced.IsZero, context);
            left.IsHigh.ShouldBe(reduced > N / 2, context);
            foreach (BigInteger b in values)
            {
                Secp256k1Scalar right = Secp256k1Scalar.Reduce(Hex.BigEndian(b));
                Value(left + right).ShouldBe((a + b) % N, $"{context}, b = {b:x}");
                Value(left * right).ShouldBe(a * b % N, $"{context}, b = {b:x}");
            }
        }
    }

    [Fact]
    public void TryRead_Bounds_AreOneAndNMinusOne()
    {
        Secp256k1Scalar.TryRead(Hex.BigEndian(0), out _).ShouldBeFalse();
        Secp256k1Scalar.TryRead(Hex.BigEndian(1), out _).ShouldBeTrue();
        Secp256k1Scalar.TryRead(Hex.BigEndian(N - 1), out Secp256k1Scalar last).ShouldBeTrue();
        Value(last).ShouldBe(N - 1);
        Secp256k1Scalar.TryRead(Hex.BigEndian(N), out Secp256k1Scalar refused).ShouldBeFalse();
        refused.IsZero.ShouldBeTrue();
        Secp256k1Scalar.TryRead(Hex.BigEndian(BigInteger.Pow(2, 256) - 1), out _).ShouldBeFalse();
    }

    private static BigInteger[] Edges() =>
    [
        0, 1, 2, (N / 2) - 1, N / 2, (N / 2) + 1, N - 2, N - 1, N, N + 1, BigInteger.Pow(2, 256) - 1, BigInteger.Pow(2, 256) - N,
        BigInteger.Pow(2, 64) - 1, BigInteger.Pow(2, 64), BigInteger.Pow(2, 128) - 1, BigInteger.Pow(2, 192), BigInteger.Pow(2, 255),
    ];

    private static BigInteger Random(Prng prng)
    {
        byte[] bytes = new byte[32];
        prng.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }

    private static BigInteger Value(Secp256k1Scalar scalar)
    {
        byte[] bytes = new byte[32];
        scalar.Write(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }
}
