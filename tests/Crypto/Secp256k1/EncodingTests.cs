using System.Numerics;

namespace P2PProver.Crypto.Tests.Secp256k1;

public sealed class EncodingTests
{
    private static readonly BigInteger P = CurveReference.P;
    private static readonly BigInteger N = CurveReference.N;

    // The key of the peer-id specification of libp2p.
    [Fact]
    public void PublicKey_Libp2pVector_IsReproduced()
    {
        byte[] secret = Hex.Bytes("53dadf1d5a164d6b4acdb15e24aa4c5b1d3461bdbd42abedb0a4404d56ced8fb");
        Secp256k1PrivateKey.TryRead(secret, out Secp256k1PrivateKey? key).ShouldBeTrue();
        using (key)
        {
            key!.PublicKey.ToString().ShouldBe("037777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99");
        }
    }

    [Fact]
    public void PublicKey_BothEncodings_AreTheSameKey()
    {
        for (byte number = 1; number < 20; number++)
        {
            byte[] secret = new byte[32];
            secret[31] = number;
            Secp256k1PrivateKey.TryRead(secret, out Secp256k1PrivateKey? key).ShouldBeTrue();
            using (key)
            {
                byte[] compressed = new byte[33];
                key!.PublicKey.WriteCompressed(compressed);
                Secp256k1PublicKey.TryRead(compressed, out Secp256k1PublicKey? fromCompressed).ShouldBeTrue();
                Secp256k1PublicKey.TryRead(key.PublicKey.Uncompressed, out Secp256k1PublicKey? fromUncompressed).ShouldBeTrue();
                fromCompressed.ShouldBe(key.PublicKey);
                fromUncompressed.ShouldBe(key.PublicKey);
                fromCompressed!.GetHashCode().ShouldBe(key.PublicKey.GetHashCode());
            }
        }
    }

    [Fact]
    public void PublicKey_AlteredEncodings_AreRefusedWithTheirReason()
    {
        BigInteger x = Hex.Number("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        BigInteger y = CurveReference.EvenY(x)!.Value;
        byte[] good = CurveReference.Uncompressed(x, y);
        Fault(good).ShouldBe(EncodingFault.None);
        Fault([2, .. good[1..33]]).ShouldBe(EncodingFault.None);

        Fault([]).ShouldBe(EncodingFault.WrongLength);
        Fault([0]).ShouldBe(EncodingFault.WrongLength, "the point at infinity");
        Fault(good[1..]).ShouldBe(EncodingFault.WrongLength, "coordinates without a tag");
        Fault([.. good, 0]).ShouldBe(EncodingFault.WrongLength);
        Fault(good[..33]).ShouldBe(EncodingFault.Malformed, "an uncompressed tag on a compressed length");
        Fault([2, .. good[1..]]).ShouldBe(EncodingFault.Malformed, "a compressed tag on an uncompressed length");
        Fault([6, .. good[1..]]).ShouldBe(EncodingFault.Malformed, "the hybrid form");
        Fault([0, .. good[1..33]]).ShouldBe(EncodingFault.Malformed);
        Fault([2, .. Hex.BigEndian(P)]).ShouldBe(EncodingFault.OutOfRange);
        Fault([2, .. Hex.BigEndian(P + 1)]).ShouldBe(EncodingFault.OutOfRange, "x + p, where x = 1 is on the curve");
        Fault([2, .. Hex.BigEndian(1)]).ShouldBe(EncodingFault.None);
        Fault([4, .. good[1..33], .. Hex.BigEndian(P)]).ShouldBe(EncodingFault.OutOfRange);
        Fault([4, .. good[1..33], .. Hex.BigEndian(y + 2)]).ShouldBe(EncodingFault.NotOnCurve);
        Fault([2, .. Hex.BigEndian(5)]).ShouldBe(EncodingFault.NotOnCurve);
        Fault([4, .. new byte[64]]).ShouldBe(EncodingFault.NotOnCurve);
        CurveReference.EvenY(5).ShouldBeNull();

        static EncodingFault Fault(byte[] encoding)
        {
            Secp256k1PublicKey.TryRead(encoding, out _, out EncodingFault fault).ShouldBe(fault == EncodingFault.None);
            return fault;
        }
    }

    [Fact]
    public void CompactSignature_Ranges_AreChecked()
    {
        Fault(1, 1).ShouldBe(EncodingFault.None);
        Fault(N - 1, N / 2).ShouldBe(EncodingFault.None);
        Fault(0, 1).ShouldBe(EncodingFault.OutOfRange);
        Fault(1, 0).ShouldBe(EncodingFault.OutOfRange);
        Fault(N, 1).ShouldBe(EncodingFault.OutOfRange);
        Fault(1, N).ShouldBe(EncodingFault.OutOfRange);
        Fault(1, (N / 2) + 1).ShouldBe(EncodingFault.HighS);
        Fault(1, N - 1).ShouldBe(EncodingFault.HighS);
        Secp256k1Signature.TryRead(new byte[63], out _, out EncodingFault fault).ShouldBeFalse();
        fault.ShouldBe(EncodingFault.WrongLength);

        static EncodingFault Fault(BigInteger r, BigInteger s)
        {
            Secp256k1Signature.TryRead([.. Hex.BigEndian(r), .. Hex.BigEndian(s)], out _, out EncodingFault fault);
            return fault;
        }
    }

    [Fact]
    public void RecoverableSignature_Forms_AreChecked()
    {
        byte[] good = [.. Hex.BigEndian(1), .. Hex.BigEndian(2), 28];
        RecoverableSignature.TryRead(good, out RecoverableSignature read).ShouldBeTrue();
        read.YParity.ShouldBe(1);
        byte[] written = new byte[65];
        read.Write(written);
        written.ShouldBe(good);
        foreach (byte v in new byte[] { 0, 1, 26, 29, 37, 255 })
        {
            RecoverableSignature.TryRead([.. good[..64], v], out _, out EncodingFault fault).ShouldBeFalse();
            fault.ShouldBe(EncodingFault.Malformed);
        }

        RecoverableSignature.TryRead(good.AsSpan(..64), out _, out EncodingFault lengthFault).ShouldBeFalse();
        lengthFault.ShouldBe(EncodingFault.WrongLength);
        RecoverableSignature.TryRead([.. Hex.BigEndian(1), .. Hex.BigEndian(N - 1), 27], out _, out EncodingFault highFault).ShouldBeFalse();
        highFault.ShouldBe(EncodingFault.HighS);
        Should.Throw<ArgumentOutOfRangeException>(() => new RecoverableSignature(read.Signature, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => new RecoverableSignature(read.Signature, -1));
    }

    [Fact]
    public void Der_ShortAndLongIntegers_MakeARoundTripAndAgreeWithTheBcl()
    {
        BigInteger[] rs = [1, 127, 128, 255, 256, BigInteger.Pow(2, 247), BigInteger.Pow(2, 255), N - 1];
        BigInteger[] ss = [1, 127, 128, 32767, 32768, N / 2];
        Span<byte> buffer = stackalloc byte[Secp256k1Signature.DerBytesMax];
        int longest = 0;
        foreach (BigInteger r in rs)
        {
            foreach (BigInteger s in ss)
            {
                Secp256k1Signature.TryRead([.. Hex.BigEndian(r), .. Hex.BigEndian(s)], out Secp256k1Signature signature).ShouldBeTrue();
                int length = signature.WriteDer(buffer);
                longest = Math.Max(longest, length);
                byte[] der = buffer[..length].ToArray();
                der.ShouldBe(BclDer(r, s), $"r {r}, s {s}");
                Secp256k1Signature.TryReadDer(der, out Secp256k1Signature read).ShouldBeTrue();
                (read == signature).ShouldBeTrue();
            }
        }

        longest.ShouldBe(Secp256k1Signature.DerBytesMax);
    }

    [Theory]
    [InlineData("3006020101020101", EncodingFault.None)]
    [InlineData("", EncodingFault.Malformed)]
    [InlineData("30", EncodingFault.Malformed)]
    [InlineData("3106020101020101", EncodingFault.Malformed)]
    [InlineData("3007020101020101", EncodingFault.Malformed)]
    [InlineData("3005020101020101", EncodingFault.Malformed)]
    [InlineData("300602010102010100", EncodingFault.Malformed)]
    [InlineData("300702010102010100", EncodingFault.Malformed)]
    [InlineData("30810602010102010100", EncodingFault.Malformed)]
    [InlineData("308106020101020101", EncodingFault.Malformed)]
    [InlineData("3006030101020101", EncodingFault.Malformed)]
    [InlineData("3006020101030101", EncodingFault.Malformed)]
    [InlineData("3003020101", EncodingFault.Malformed)]
    [InlineData("3005020002020101", EncodingFault.Malformed)]
    [InlineData("3006020101020102ff", EncodingFault.Malformed)]
    [InlineData("3006020101020201", EncodingFault.Malformed)]
    [InlineData("300702810101020101", EncodingFault.Malformed)]
    [InlineData("300702020001020101", EncodingFault.NonCanonical)]
    [InlineData("300702010102020001", EncodingFault.NonCanonical)]
    [InlineData("3006020181020101", EncodingFault.OutOfRange)]
    [InlineData("3006020101020181", EncodingFault.OutOfRange)]
    [InlineData("3006020100020101", EncodingFault.OutOfRange)]
    [InlineData("3006020101020100", EncodingFault.OutOfRange)]
    [InlineData("3027022201000000000000000000000000000000000000000000000000000000000000000000020101", EncodingFault.OutOfRange)]
    [InlineData("3026022100fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141020101", EncodingFault.OutOfRange)]
    [InlineData("3026020101022100fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140", EncodingFault.HighS)]
    public void Der_Forms_AreReadOrRefusedWithTheirReason(string der, EncodingFault expected)
    {
        Secp256k1Signature.TryReadDer(Hex.Bytes(der), out _, out EncodingFault fault).ShouldBe(expected == EncodingFault.None);
        fault.ShouldBe(expected);
    }

    [Fact]
    public void WriteDer_ShortBuffer_Throws() =>
        Should.Throw<ArgumentException>(() => default(Secp256k1Signature).WriteDer(new byte[Secp256k1Signature.DerBytesMax - 1]));

    private static byte[] BclDer(BigInteger r, BigInteger s)
    {
        System.Formats.Asn1.AsnWriter writer = new(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(s);
        }

        return writer.Encode();
    }
}
