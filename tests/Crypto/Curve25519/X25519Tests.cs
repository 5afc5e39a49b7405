using System.Numerics;
using P2PProver.Crypto.Native;
using P2PProver.Fields;
using P2PProver.Testing;

namespace P2PProver.Crypto.Tests.Curve25519;

public sealed class X25519Tests
{
    private static readonly BigInteger P = EdwardsReference.P;

    // RFC 7748, 5.2. The second coordinate has bit 255 set, which the function masks and X25519PublicKey refuses.
    [Theory]
    [InlineData(
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        EncodingFault.None)]
    [InlineData(
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
        EncodingFault.NonCanonical)]
    public void Derive_PublishedVectors_AreReproduced(string scalar, string coordinate, string result, EncodingFault expectedFault)
    {
        Convert.ToHexStringLower(Raw(Hex.Bytes(scalar), Hex.Bytes(coordinate))!).ShouldBe(result);
        X25519PublicKey.TryRead(Hex.Bytes(coordinate), out _, out EncodingFault fault).ShouldBe(expectedFault == EncodingFault.None);
        fault.ShouldBe(expectedFault);
    }

    // RFC 7748, 5.2, iterated.
    [Theory]
    [InlineData(1, "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079")]
    [InlineData(1000, "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51")]
    public void Derive_Iterated_ReachesThePublishedValue(int iterations, string result) => Iterate(iterations).ShouldBe(result);

    [TierFact(TestTier.Long)]
    public void Derive_IteratedAMillionTimes_ReachesThePublishedValue() =>
        Iterate(1_000_000).ShouldBe("7c3911e0ab2586fd864497297e575e6f3bc601c0883c30df5f4dd2d24f665424");

    // RFC 7748, 6.1.
    [Fact]
    public void TryDerive_PublishedKeyAgreement_IsReproducedByBothSides()
    {
        using X25519PrivateKey alice = Key("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        using X25519PrivateKey bob = Key("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        alice.PublicKey.ToString().ShouldBe("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        bob.PublicKey.ToString().ShouldBe("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        byte[] secret = new byte[32];
        alice.TryDerive(bob.PublicKey, secret).ShouldBeTrue();
        Convert.ToHexStringLower(secret).ShouldBe("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        byte[] same = new byte[32];
        bob.TryDerive(alice.PublicKey, same).ShouldBeTrue();
        same.ShouldBe(secret);
    }

    [Fact]
    public void TryDerive_RandomPairs_Commutes()
    {
        Prng prng = new(13);
        byte[] bytes = new byte[32];
        for (int round = 0; round < 30; round++)
        {
            prng.NextBytes(bytes);
            using X25519PrivateKey one = Key(Convert.ToHexString(bytes));
            prng.NextBytes(bytes);
            using X25519PrivateKey other = Key(Convert.ToHexString(bytes));
            byte[] left = new byte[32];
            byte[] right = new byte[32];
            one.TryDerive(other.PublicKey, left).ShouldBeTrue();
            other.TryDerive(one.PublicKey, right).ShouldBeTrue();
            left.ShouldBe(right, $"seed {prng.Seed}, round {round}");
            X25519PublicKey.TryRead(one.PublicKey.Encoding, out X25519PublicKey? read).ShouldBeTrue();
            read.ShouldBe(one.PublicKey);
        }
    }

    // The published list of coordinates that give an all-zero secret, with both encodings that bit 255 makes.
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", EncodingFault.SmallOrder)]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", EncodingFault.SmallOrder)]
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800", EncodingFault.SmallOrder)]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157", EncodingFault.SmallOrder)]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", EncodingFault.SmallOrder)]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", EncodingFault.NonCanonical)]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", EncodingFault.NonCanonical)]
    public void TryRead_PublishedLowOrderPoints_AreRefusedAndWouldGiveZero(string coordinate, EncodingFault expected)
    {
        byte[] bytes = Hex.Bytes(coordinate);
        X25519PublicKey.TryRead(bytes, out _, out EncodingFault fault).ShouldBeFalse();
        fault.ShouldBe(expected);
        Raw(Hex.Bytes("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"), bytes).ShouldBeNull();

        bytes[31] |= 0x80;
        X25519PublicKey.TryRead(bytes, out _, out fault).ShouldBeFalse();
        fault.ShouldBe(EncodingFault.NonCanonical);
        Raw(Hex.Bytes("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"), bytes).ShouldBeNull();
    }

    [Fact]
    public void TryRead_CoordinatesOfTheEdwardsTorsion_AreRefused()
    {
        // u = (1 + y) / (1 - y) carries Ed25519's eight small-order points over; the twist adds u = -1.
        HashSet<BigInteger> small = [P - 1];
        foreach ((_, BigInteger y) in EdwardsReference.Torsion())
        {
            small.Add(y.IsOne ? BigInteger.Zero : Hex.Mod((1 + y) * EdwardsReference.Inverse(1 - y), P));
        }

        small.Count.ShouldBe(5);
        foreach (BigInteger u in small)
        {
            X25519PublicKey.TryRead(Hex.LittleEndian(u), out _, out EncodingFault fault).ShouldBeFalse();
            fault.ShouldBe(EncodingFault.SmallOrder, $"u {u}");
        }
    }

    [Fact]
    public void TryRead_NonCanonicalButOfLargeOrder_IsRefused()
    {
        for (int excess = 2; excess < 19; excess++)
        {
            X25519PublicKey.TryRead(Hex.LittleEndian(P + excess), out _, out EncodingFault fault).ShouldBeFalse();
            fault.ShouldBe(EncodingFault.NonCanonical);
        }
    }

    [Fact]
    public void TryRead_WrongLengths_AreRefused()
    {
        foreach (int length in new[] { 0, 31, 33 })
        {
            X25519PublicKey.TryRead(new byte[length], out _, out EncodingFault fault).ShouldBeFalse();
            fault.ShouldBe(EncodingFault.WrongLength);
            X25519PrivateKey.TryRead(new byte[length], out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void TryDerive_AfterDisposeOrIntoAWrongBuffer_Throws()
    {
        X25519PrivateKey key = X25519PrivateKey.Generate();
        X25519PublicKey peer = key.PublicKey;
        Should.Throw<ArgumentException>(() => key.TryDerive(peer, new byte[31]));
        key.Dispose();
        Should.Throw<ObjectDisposedException>(() => key.TryDerive(peer, new byte[32]));
    }

    private static string Iterate(int iterations)
    {
        byte[] coordinate = Hex.Bytes("0900000000000000000000000000000000000000000000000000000000000000");
        byte[] scalar = coordinate;
        for (int i = 0; i < iterations; i++)
        {
            (scalar, coordinate) = (Raw(scalar, coordinate)!, scalar);
        }

        return Convert.ToHexStringLower(scalar);
    }

    // The function of RFC 7748 without our checks; null for an all-zero result, with the buffer found erased.
    private static byte[]? Raw(byte[] scalar, byte[] coordinate)
    {
        byte[] secret = new byte[32];
        Array.Fill(secret, (byte)0xff);
        using EvpKeyHandle key = EvpRawKeys.NewPrivate(LibCrypto.X25519, scalar);
        if (X25519Native.TryDerive(key, coordinate, secret))
        {
            return secret;
        }

        secret.ShouldAllBe(b => b == 0);
        return null;
    }

    private static X25519PrivateKey Key(string secret)
    {
        X25519PrivateKey.TryRead(Hex.Bytes(secret), out X25519PrivateKey? key).ShouldBeTrue();
        return key!;
    }
}
