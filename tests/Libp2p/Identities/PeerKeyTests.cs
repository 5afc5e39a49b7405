using System.Security.Cryptography;
using P2PProver.Crypto;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Identities;

/// <summary>Key vectors of the libp2p peer-ids specification, and what is refused.</summary>
public sealed class PeerKeyTests
{
    private const string Ed25519Private = "080112407e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";
    private const string Ed25519Public = "080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";
    private const string Secp256k1Private = "0802122053DADF1D5A164D6B4ACDB15E24AA4C5B1D3461BDBD42ABEDB0A4404D56CED8FB";
    private const string Secp256k1Public = "08021221037777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99";
    private const string EcdsaPublic = "0803125b3059301306072a8648ce3d020106082a8648ce3d03010703420004de3d300fa36ae0e8f5d530899d83abab44abf3161f162a4bc901d8e6ecda020e8b6d5f8da30525e71d6851510c098e5c47c646a597fb4dcec034e9f77c409e62";

    [Theory]
    [InlineData(Ed25519Private, Ed25519Public, KeyType.Ed25519)]
    [InlineData(Secp256k1Private, Secp256k1Public, KeyType.Secp256k1)]
    public void PrivateKey_OfTheSpecification_HasItsPublicKey(string privateHex, string publicHex, KeyType type)
    {
        PeerIdentity.TryRead(Convert.FromHexString(privateHex), out PeerIdentity? identity).ShouldBeTrue();
        using (identity)
        {
            Convert.ToHexStringLower(identity.PublicKey.Encoding).ShouldBe(publicHex);
            identity.PublicKey.Type.ShouldBe(type);
            PeerPublicKey.TryRead(Convert.FromHexString(publicHex), out PeerPublicKey? key).ShouldBeTrue();
            key.ShouldBe(identity.PublicKey);
            byte[] signature = identity.Sign("message"u8);
            key.Verify("message"u8, signature).ShouldBeTrue();
            key.Verify("massage"u8, signature).ShouldBeFalse();
            for (int i = 0; i < signature.Length; i++)
            {
                byte[] changed = [.. signature];
                changed[i] ^= 1;
                key.Verify("message"u8, changed).ShouldBeFalse($"byte {i}");
            }

            key.Verify("message"u8, signature.AsSpan(1)).ShouldBeFalse();
            key.Verify("message"u8, []).ShouldBeFalse();
            identity.Id.TryGetPublicKey(out PeerPublicKey? inside).ShouldBeTrue();
            inside.ShouldBe(key);
        }
    }

    [Fact]
    public void PrivateKey_InTheOlderForm_IsTheSameKey()
    {
        byte[] key = Convert.FromHexString(Ed25519Private);
        PeerIdentity.TryRead([8, 1, 0x12, 96, .. key.AsSpan(4), .. key.AsSpan(36)], out PeerIdentity? identity).ShouldBeTrue();
        Convert.ToHexStringLower(identity.PublicKey.Encoding).ShouldBe(Ed25519Public);
        identity.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0801")]
    [InlineData("080112401e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e")] // another seed
    [InlineData("08021220fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")] // the group order
    [InlineData("080312017e")]
    [InlineData(Ed25519Private + "1800")]
    public void PrivateKey_Malformed_IsRefused(string hex) => PeerIdentity.TryRead(Convert.FromHexString(hex), out _).ShouldBeFalse();

    [Fact]
    public void EcdsaKey_OfTheSpecification_VerifiesOnly()
    {
        PeerPublicKey.TryRead(Convert.FromHexString(EcdsaPublic), out PeerPublicKey? key).ShouldBeTrue();
        key.Type.ShouldBe(KeyType.Ecdsa);
        key.Id.TryGetPublicKey(out _).ShouldBeFalse("the id of a long key is a hash");
        key.Verify("message"u8, new byte[72]).ShouldBeFalse();

        using ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PeerPublicKey.TryRead([8, 3, 0x12, 0x5b, .. own.ExportSubjectPublicKeyInfo()], out key).ShouldBeTrue();
        byte[] signature = own.SignData("message"u8.ToArray(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        key.Verify("message"u8, signature).ShouldBeTrue();
        key.Verify("massage"u8, signature).ShouldBeFalse();
    }

    [Fact]
    public void RsaKey_BetweenItsBounds_VerifiesOnly()
    {
        using RSA own = RSA.Create(2048);
        byte[] info = own.ExportSubjectPublicKeyInfo();
        PeerPublicKey.TryRead(Encode(0, info), out PeerPublicKey? key).ShouldBeTrue();
        byte[] signature = own.SignData("message"u8.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        key.Verify("message"u8, signature).ShouldBeTrue();
        key.Verify("massage"u8, signature).ShouldBeFalse();

        using RSA small = RSA.Create(1024);
        PeerPublicKey.TryRead(Encode(0, small.ExportSubjectPublicKeyInfo()), out _).ShouldBeFalse("too few bits");
        PeerPublicKey.TryRead(Encode(0, new byte[PeerPublicKey.BytesMax]), out _).ShouldBeFalse("too long");
        PeerPublicKey.TryRead(Encode(0, [.. info, 0]), out _).ShouldBeFalse("bytes after the key");
    }

    [Theory]
    [InlineData("")]
    [InlineData("0801")]
    [InlineData("0804122000")]
    [InlineData("12201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e0801")] // fields in the other order
    [InlineData("08810012201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e")] // a longer number
    [InlineData(Ed25519Public + "1800")] // a further field
    [InlineData("080112200100000000000000000000000000000000000000000000000000000000000000")] // the identity point
    [InlineData("08021221057777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99")] // no such tag of a point
    public void PublicKey_Malformed_IsRefused(string hex) => PeerPublicKey.TryRead(Convert.FromHexString(hex), out _).ShouldBeFalse();

    [Fact]
    public void Secp256k1Signature_WithHighS_IsRefused()
    {
        using PeerIdentity identity = new(Secp256k1PrivateKey.Generate());
        byte[] der = identity.Sign("message"u8);
        Secp256k1Signature.TryReadDer(der, out Secp256k1Signature signature).ShouldBeTrue();
        System.Numerics.BigInteger order = System.Numerics.BigInteger.Parse("0fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", System.Globalization.NumberStyles.HexNumber, provider: null);
        byte[] high = (order - new System.Numerics.BigInteger(signature.S, isUnsigned: true, isBigEndian: true)).ToByteArray(isBigEndian: true);
        byte[] r = new System.Numerics.BigInteger(signature.R, isUnsigned: true, isBigEndian: true).ToByteArray(isBigEndian: true);
        byte[] changed = [0x30, (byte)(r.Length + high.Length + 4), 2, (byte)r.Length, .. r, 2, (byte)high.Length, .. high];
        identity.PublicKey.Verify("message"u8, changed).ShouldBeFalse();
    }

    private static byte[] Encode(byte type, byte[] data) => [8, type, 0x12, (byte)(data.Length | 0x80), (byte)(data.Length >> 7), .. data];
}
