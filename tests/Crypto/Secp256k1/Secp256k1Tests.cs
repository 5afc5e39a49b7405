using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using P2PProver.Crypto.Native;
using P2PProver.Fields;

namespace P2PProver.Crypto.Tests.Secp256k1;

public sealed class Secp256k1Tests
{
    private const string CurveOid = "1.3.132.0.10";

    // Made by OpenSSL 4.0.0 (deterministic signing through Python's cryptography 48), s replaced by n - s where that is lower:
    // private key, hash, signature, compressed public key. Keys and hashes at the ends of their ranges, then arbitrary ones.
    public static TheoryData<string, string, string, string> OpenSsl4Vectors => new()
    {
        {
            "0000000000000000000000000000000000000000000000000000000000000001",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "a0b37f8fba683cc68f6574cd43b39f0343a50008bf6ccea9d13231d9e7e2e1e411edc8d307254296264aebfc3dc76cd8b668373a072fd64665b50000e9fcce52",
            "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
        },
        {
            "0000000000000000000000000000000000000000000000000000000000000002",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "dd926427ae6b3df4a4e9242dc2261363b557b9af5e8c04a171f72bd8b295ebfa7e9ae9348c12debe52ee3df2557f5220c05df290aa8449025d5d29440411cf39",
            "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"
        },
        {
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
            "919026f3e239ea52cf530eb6d345dc2b56ef0928f1e9ad20d8f360284dc6504814395e7137e2204f15b69239010f3c34fbb3c858a29b0d106b1fa65bc0047263",
            "0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
        },
        {
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd036413f",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "1cbd0dfcb849d695d06ff124e1e0c9d2d5e6a49b128d1cf58e2644c2aff5eeab2cdd8f3d612ea255e69c4c672c7a33520535b027ea1c5ba46162e208aa8d8f16",
            "03c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"
        },
        {
            "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "039dfdc292fa72cd9c6d9cb08a1e2c52957adaba8b20cf43e097ac0b2588763f150bbdcc82ba51fe26a068739418acf4d7892d53f57d7b82185824500216b28b",
            "0200000000000000000000003b78ce563f89a0ed9414f5aa28ad0d96d6795f9c63"
        },
        {
            "4fec9c05b7f6db9c1b5fdd75bc5107f257d3e28f9cb1313c7797f498438b426f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "fde9d62bfb00a488635955b08b62cffeaaa9fce1a49631b303191514cdf814b552c72fd48da45961b7f389b531303f0e257d5d46080fd1fc5605f310c49f57b4",
            "022b51d6ec7592393c47b7ccaec7c5a44af1fc4c9a672956de68336a46c7ea40b9"
        },
        {
            "b7a7f761815e89d6aa9c9b55fd5d8bba787b17c080446d7866a54177d50a0928",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "412f210fc3c412e3b0826916260157acd0ca70b3b2a596bf9cc328e03b069ee8519e5025b8dc6879acca158ee9b507da7d530874b60a411ba2b2e7ae1dda26af",
            "0302a863ac95cff1f10096858c96b59b87f95f31c8b1a54facfffcda47698bc6fe"
        },
        {
            "2178bf21a7bea99aa9c6374b2d5b9112930f3ba481c0cd9bb43bde257f656d26",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
            "26869317538d1233e0f3f30698267952eb374e10a3535ac35092b3458df36fb2760ea1bddc66fe7fedefff54d066cdd549988b9d9924cefe8d93fa441a8605ac",
            "0300725c7573feecd5343b6e179041214c5cae8aae3c853e306a167571c7493caf"
        },
        {
            "bd083accbfa2ed57273cef976e0adf5714d5e92c5f644116ebffe06f4e0ce407",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "d73782fc9d47a2f3835266f96efd1950872763e04a5f28bf36b33da37084b5804768297f0c9caa46c1467281ee63c03e3a7e14e837eed4c947fc5bcef41a611c",
            "03c6559d1ffe404f11869731f61d972952193daf61397991c39a930bc9bd439058"
        },
        {
            "4896d6e793e5777fb95ca2c6c10f86c30369da3d528f9fdbf03e2ade90a50c26",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "dfd4dd11fbfe93edcf4d6cb9b88adf3b1e0e6eccb64f411d46302e28ccd2a6f16465941104efa5bdd42ad11808c31697fd0fea53bd6c3563dd2bcdc5898feaf6",
            "02cd877f786fadae13d02fb9d9577ddfc38c8287f63a37d8694e917f2a60bbc5dd"
        },
        {
            "0dd1c1139f9b0c2c92834df116bedc300a4281d72ff70af48ee8ebae6a791398",
            "c032f77ad6ee0bdbcc3b3009ff6e384882752ee7d2a6fe42556181456892e749",
            "2564d69396aee4c0b71dcabc3f504d828144fb048175fc22d2f75b9bdbe89a40377f23fe9c275e55fb7e46c12a76022e8b423d9b9177f69c2b426d1a7220bdde",
            "03748652e882b7e1c97e31d9d48413f1e01b389c21b203f580301658cf42e6c9d8"
        },
        {
            "af18f4ebae5ad263bdd17d96047bef2641ccfcc5c15891ba8957f9aa432b43d5",
            "95f3b9a33e22159ff4a4a7d3e3fd4215ef6e287450c050eb79751170d68f4be9",
            "3f22cebff2596f4c8ee26a120d277cf068b71e11bb3e5f84f084dac6c5bd51636cd6d3849bbb19f1dad19b500afc92afbb82cd693c71f09fec059a80140fdd0f",
            "02f36861749805a212381799c6a3ed0155d6b26e4734f0be521cb764ef6fb90b62"
        },
        {
            "3d977bb56c0bc91ba1fafee71a3761c46bb91ebf9122c1d0be732ab10c57426f",
            "a939255495bb90046e6e968783a56824a93d9d8503478704de3e95f6ea31ebea",
            "264a57d6f95f117d884b6162725ebc8c1a9e95cd1ebd7ef7d42f17cb37f6328f566287b67069c2061dcdd3efe70840f4609c53bd4fd501be0b084404cab4da99",
            "0288c31384b022697a3c8f82d07edb91ded7f46f09f06a6efa48ad90da4a57fad4"
        },
        {
            "cf4b51195eecba075f41bc1db99d4ab3323d5894d01138afd9e69f95a862863b",
            "670e6ce2b876e72e4519747cacc396860c823b17a9474810f797549c7216f842",
            "f3bee473fdbe0bea2692e5f4f26c875c5b125886df30c9ea84e3e035a96ca0c114aff4acd45818cd9fad44e2e3dfeeda07f5d68025c59ef6d2659ef2c9f17fab",
            "03eb8778601e08f522759f80ea3a747d5716c170a267b1333e749623a96f916ad2"
        },
        {
            "1c47270fa29e1b06da7724151078407c44aa1f6f3c3e57f82fa4914410f40afa",
            "f10ae5af70813be0e8dc6cb72c81c8f638f37822eba2141efc1069dedfcf5873",
            "7f78b81576e8fe949b448d7949a5adb1cc6aa7d146e9814b00565b87fe8fe4397eaf4ca6f5a5be7ceb3e8dcf1fd8dc4f140f3edb5561f443bfdef2f0d03541c8",
            "03d426964b30dd623fbfce7d2dd9804d64649474bb75620cd27909612380d096ee"
        },
        {
            "40a178b3c1bee408701bb22c53c756b464fe0bd4157fdb2c19a1649dfebf1197",
            "55a456b018fadfa43ddfee48ade6d90704d9a33bf1222b303250f75d9c876662",
            "e101a0d55a773c87a3dba22c1815ac558577f3d4c6bfb986e349aea6e82507c6270709acefe454f24d3b0ac9851566aa400ea632b56e2131ae7e17e8d1bb5075",
            "030981da43783f3d86be7f0a6142febc091e86581802d7dd1bd264c62d106d3cba"
        },
    };

    [Theory]
    [MemberData(nameof(OpenSsl4Vectors))]
    public void SignHash_OpenSsl4Vectors_AreReproduced(string secret, string hash, string signature, string publicKey)
    {
        using Secp256k1PrivateKey key = Key(secret);
        key.PublicKey.ToString().ShouldBe(publicKey);
        RecoverableSignature made = key.SignHash(Hex.Bytes(hash));
        made.Signature.ToString().ShouldBe(signature);
        Secp256k1PublicKey.TryRecover(Hex.Bytes(hash), made, out Secp256k1PublicKey? recovered).ShouldBeTrue();
        recovered.ShouldBe(key.PublicKey);
    }

    // The vectors that circulate for RFC 6979 on secp256k1: SHA-256 of the text, private key 1.
    [Theory]
    [InlineData(
        "Satoshi Nakamoto",
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d82442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")]
    [InlineData(
        "All those moments will be lost in time, like tears in rain. Time to die...",
        "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21")]
    public void SignHash_CirculatingVectors_AreReproduced(string text, string signature)
    {
        using Secp256k1PrivateKey key = Key("0000000000000000000000000000000000000000000000000000000000000001");
        key.SignHash(SHA256.HashData(Encoding.ASCII.GetBytes(text))).Signature.ToString().ShouldBe(signature);
    }

    // EIP-155's example: v = 37 there is parity 0 on chain 1.
    [Fact]
    public void SignHash_Eip155Example_IsReproducedWithItsParity()
    {
        using Secp256k1PrivateKey key = Key("4646464646464646464646464646464646464646464646464646464646464646");
        RecoverableSignature signature = key.SignHash(Hex.Bytes("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"));
        signature.YParity.ShouldBe(0);
        signature.ToString().ShouldBe(
            "28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa63627667cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d831b");
    }

    [Fact]
    public void Verify_AgainstTheBcl_AgreesBothWays()
    {
        Prng prng = new(23);
        for (int round = 0; round < 40; round++)
        {
            byte[] hash = new byte[32];
            byte[] secret = new byte[32];
            prng.NextBytes(hash);
            prng.NextBytes(secret);
            string context = $"seed {prng.Seed}, round {round}";
            using Secp256k1PrivateKey key = Key(Convert.ToHexString(secret));
            using ECDsa bcl = ECDsa.Create(new ECParameters { Curve = ECCurve.CreateFromValue(CurveOid), D = secret });
            ECPoint q = bcl.ExportParameters(includePrivateParameters: false).Q;
            key.PublicKey.Uncompressed.ToArray().ShouldBe([4, .. q.X!, .. q.Y!], context);

            Secp256k1Signature ours = key.SignHash(hash).Signature;
            bcl.VerifyHash(hash, ours.Compact).ShouldBeTrue(context);

            byte[] theirs = bcl.SignHash(hash);
            BigInteger s = new(theirs.AsSpan(32), isUnsigned: true, isBigEndian: true);
            byte[] low = [.. theirs[..32], .. Hex.BigEndian(BigInteger.Min(s, CurveReference.N - s))];
            byte[] high = [.. theirs[..32], .. Hex.BigEndian(BigInteger.Max(s, CurveReference.N - s))];
            bcl.VerifyHash(hash, high).ShouldBeTrue(context);
            Secp256k1Signature.TryRead(high, out _, out EncodingFault fault).ShouldBeFalse(context);
            fault.ShouldBe(EncodingFault.HighS, context);
            Secp256k1Signature.TryRead(low, out Secp256k1Signature read).ShouldBeTrue(context);
            key.PublicKey.Verify(hash, read).ShouldBeTrue(context);
            hash[round % 32] ^= 1;
            key.PublicKey.Verify(hash, read).ShouldBeFalse(context);
            bcl.VerifyHash(hash, read.Compact).ShouldBeFalse(context);
        }
    }

    [Fact]
    public void Verify_EveryBitOfSignatureOrHashFlipped_Refuses()
    {
        using Secp256k1PrivateKey key = Key("0000000000000000000000000000000000000000000000000000000000abcdef");
        byte[] hash = SHA256.HashData([1]);
        byte[] compact = key.SignHash(hash).Signature.Compact.ToArray();
        for (int bit = 0; bit < 8 * compact.Length; bit++)
        {
            byte[] altered = [.. compact];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            bool accepted = Secp256k1Signature.TryRead(altered, out Secp256k1Signature read) && key.PublicKey.Verify(hash, read);
            accepted.ShouldBeFalse($"signature bit {bit}");
        }

        Secp256k1Signature.TryRead(compact, out Secp256k1Signature signature).ShouldBeTrue();
        for (int bit = 0; bit < 8 * hash.Length; bit++)
        {
            byte[] altered = [.. hash];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            key.PublicKey.Verify(altered, signature).ShouldBeFalse($"hash bit {bit}");
        }
    }

    [Fact]
    public void Verify_NoncePointWhoseXIsAboveTheOrder_AcceptsAsTheBclDoes()
    {
        // Nobody can find such a signature by signing; it is built backwards from a nonce point x = n + t and an arbitrary s.
        BigInteger x = CurveReference.N + 1;
        while (CurveReference.EvenY(x) is null)
        {
            x++;
        }

        BigInteger r = x - CurveReference.N;
        byte[] hash = SHA256.HashData([2]);
        BigInteger z = new(hash, isUnsigned: true, isBigEndian: true);
        BigInteger inverse = BigInteger.ModPow(r, CurveReference.N - 2, CurveReference.N);
        byte[] q = new byte[65];
        Secp256k1Native.TryCombine(
            Hex.BigEndian(Hex.Mod(-z * inverse, CurveReference.N)),
            CurveReference.Uncompressed(x, CurveReference.EvenY(x)!.Value),
            Hex.BigEndian(Hex.Mod(5 * inverse, CurveReference.N)),
            q).ShouldBeTrue();
        byte[] compact = [.. Hex.BigEndian(r), .. Hex.BigEndian(5)];

        Secp256k1PublicKey.TryRead(q, out Secp256k1PublicKey? key).ShouldBeTrue();
        Secp256k1Signature.TryRead(compact, out Secp256k1Signature signature).ShouldBeTrue();
        key!.Verify(hash, signature).ShouldBeTrue();
        using ECDsa bcl = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.CreateFromValue(CurveOid),
            Q = new ECPoint { X = q[1..33], Y = q[33..] },
        });
        bcl.VerifyHash(hash, compact).ShouldBeTrue();
    }

    [Fact]
    public void TryRecover_WrongParity_GivesAnotherKey()
    {
        using Secp256k1PrivateKey key = Key("0000000000000000000000000000000000000000000000000000000000000007");
        byte[] hash = SHA256.HashData([3]);
        RecoverableSignature signature = key.SignHash(hash);
        RecoverableSignature flipped = new(signature.Signature, 1 - signature.YParity);
        Secp256k1PublicKey.TryRecover(hash, flipped, out Secp256k1PublicKey? other).ShouldBeTrue();
        other.ShouldNotBe(key.PublicKey);
    }

    [Fact]
    public void TryRecover_NoSuchNoncePoint_IsRefused()
    {
        BigInteger r = 1;
        while (CurveReference.EvenY(r) is not null)
        {
            r++;
        }

        Secp256k1Signature.TryRead([.. Hex.BigEndian(r), .. Hex.BigEndian(1)], out Secp256k1Signature signature).ShouldBeTrue();
        Secp256k1PublicKey.TryRecover(new byte[32], new RecoverableSignature(signature, 0), out _).ShouldBeFalse();
    }

    [Fact]
    public void TryRecover_KeyAtInfinity_IsRefused()
    {
        // R = G, s = z: the key would be r^-1 (z G - z G).
        byte[] generator = Hex.Bytes("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        byte[] hash = Hex.BigEndian(12345);
        Secp256k1Signature.TryRead([.. generator, .. hash], out Secp256k1Signature signature).ShouldBeTrue();
        Secp256k1PublicKey.TryRecover(hash, new RecoverableSignature(signature, 0), out _).ShouldBeFalse();
        Secp256k1PublicKey.TryRecover(hash, new RecoverableSignature(signature, 1), out _).ShouldBeTrue();
    }

    [Fact]
    public void TryRecover_OrVerify_DefaultSignature_IsRefused()
    {
        using Secp256k1PrivateKey key = Key("0000000000000000000000000000000000000000000000000000000000000007");
        key.PublicKey.Verify(new byte[32], default(Secp256k1Signature)).ShouldBeFalse();
        Secp256k1PublicKey.TryRecover(new byte[32], default(RecoverableSignature), out _).ShouldBeFalse();
    }

    [Fact]
    public void SignHash_SameRequest_GivesTheSameSignature()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        byte[] hash = SHA256.HashData([4]);
        (key.SignHash(hash) == key.SignHash(hash)).ShouldBeTrue();
        (key.SignHash(hash) != key.SignHash(SHA256.HashData([5]))).ShouldBeTrue();
    }

    [Fact]
    public void SignHash_AfterDisposeOrOfAWrongLength_Throws()
    {
        Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        Should.Throw<ArgumentException>(() => key.SignHash(new byte[31]));
        Should.Throw<ArgumentException>(() => key.PublicKey.Verify(new byte[33], default(Secp256k1Signature)));
        key.Dispose();
        Should.Throw<ObjectDisposedException>(() => key.SignHash(new byte[32]));
        Should.Throw<ObjectDisposedException>(() => key.ExportSecret(new byte[32]));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", EncodingFault.OutOfRange)]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", EncodingFault.OutOfRange)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", EncodingFault.OutOfRange)]
    [InlineData("01", EncodingFault.WrongLength)]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000001", EncodingFault.WrongLength)]
    public void PrivateKey_OutsideItsRange_IsRefused(string secret, EncodingFault expected)
    {
        Secp256k1PrivateKey.TryRead(Hex.Bytes(secret), out _, out EncodingFault fault).ShouldBeFalse();
        fault.ShouldBe(expected);
    }

    [Fact]
    public void ToString_OfAPrivateKey_HidesTheSecret()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        byte[] secret = new byte[32];
        key.ExportSecret(secret);
        key.ToString().ShouldNotContain(Convert.ToHexStringLower(secret));
    }

    private static Secp256k1PrivateKey Key(string secret)
    {
        Secp256k1PrivateKey.TryRead(Hex.Bytes(secret), out Secp256k1PrivateKey? key).ShouldBeTrue();
        return key!;
    }
}
