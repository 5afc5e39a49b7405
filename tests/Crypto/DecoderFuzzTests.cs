using System.Text;
using P2PProver.Crypto.Keystores;
using P2PProver.Crypto.Tests.Keystores;
using P2PProver.Fields;

namespace P2PProver.Crypto.Tests;

/// <summary>
/// Every decoder of untrusted bytes meets mutations of valid encodings and arbitrary bytes. It must never throw, and what it accepts must be written
/// back as the very bytes that were read: one encoding for each value.
/// </summary>
public sealed class DecoderFuzzTests
{
    private const int Rounds = 3000;

    [Fact]
    public void Ed25519PublicKey_MutatedBytes_AreRefusedOrCanonical()
    {
        using Ed25519PrivateKey key = Ed25519PrivateKey.Generate();
        Fuzz(41, 1000, key.PublicKey.Encoding.ToArray(), bytes =>
            Ed25519PublicKey.TryRead(bytes, out Ed25519PublicKey? read) ? read.Encoding.ToArray() : null);
    }

    [Fact]
    public void X25519PublicKey_MutatedBytes_AreRefusedOrCanonical()
    {
        using X25519PrivateKey key = X25519PrivateKey.Generate();
        Fuzz(42, Rounds, key.PublicKey.Encoding.ToArray(), bytes =>
            X25519PublicKey.TryRead(bytes, out X25519PublicKey? read) ? read.Encoding.ToArray() : null);
    }

    [Fact]
    public void Ed25519Signature_MutatedBytes_AreRefusedOrCanonical()
    {
        using Ed25519PrivateKey key = Ed25519PrivateKey.Generate();
        Fuzz(43, Rounds, key.Sign([1]).Encoding.ToArray(), bytes =>
            Ed25519Signature.TryRead(bytes, out Ed25519Signature read) ? read.Encoding.ToArray() : null);
    }

    [Fact]
    public void Secp256k1PublicKey_MutatedBytes_AreRefusedOrCanonical()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        byte[] compressed = new byte[Secp256k1PublicKey.CompressedBytes];
        key.PublicKey.WriteCompressed(compressed);
        Fuzz(44, 1500, compressed, Read);
        Fuzz(45, 1500, key.PublicKey.Uncompressed.ToArray(), Read);

        static byte[]? Read(byte[] bytes)
        {
            if (!Secp256k1PublicKey.TryRead(bytes, out Secp256k1PublicKey? read))
            {
                return null;
            }

            byte[] encoding = new byte[Secp256k1PublicKey.CompressedBytes];
            read.WriteCompressed(encoding);
            return bytes.Length == encoding.Length ? encoding : read.Uncompressed.ToArray();
        }
    }

    [Fact]
    public void Secp256k1Signature_MutatedBytes_AreRefusedOrCanonical()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        RecoverableSignature signature = key.SignHash(new byte[32]);
        Fuzz(46, Rounds, signature.Signature.Compact.ToArray(), bytes =>
            Secp256k1Signature.TryRead(bytes, out Secp256k1Signature read) ? read.Compact.ToArray() : null);

        byte[] recoverable = new byte[RecoverableSignature.Bytes];
        signature.Write(recoverable);
        Fuzz(47, Rounds, recoverable, bytes =>
        {
            byte[] written = new byte[RecoverableSignature.Bytes];
            if (!RecoverableSignature.TryRead(bytes, out RecoverableSignature read))
            {
                return null;
            }

            read.Write(written);
            return written;
        });

        byte[] der = new byte[Secp256k1Signature.DerBytesMax];
        der = der[..signature.Signature.WriteDer(der)];
        Fuzz(48, 20_000, der, bytes =>
        {
            byte[] written = new byte[Secp256k1Signature.DerBytesMax];
            return Secp256k1Signature.TryReadDer(bytes, out Secp256k1Signature read) ? written[..read.WriteDer(written)] : null;
        });
    }

    [Fact]
    public void TryRecover_ArbitrarySignatures_GivesKeysThatVerifyOrNone()
    {
        Prng prng = new(49);
        byte[] hash = new byte[32];
        byte[] encoding = new byte[RecoverableSignature.Bytes];
        int recovered = 0;
        for (int round = 0; round < 60; round++)
        {
            prng.NextBytes(hash);
            prng.NextBytes(encoding);
            encoding[32] &= 0x7f;
            encoding[^1] = (byte)(27 + prng.NextInt(2));
            if (RecoverableSignature.TryRead(encoding, out RecoverableSignature signature)
                && Secp256k1PublicKey.TryRecover(hash, signature, out Secp256k1PublicKey? key))
            {
                recovered++;
                key.Verify(hash, signature.Signature).ShouldBeTrue($"seed {prng.Seed}, round {round}");
            }
        }

        recovered.ShouldBeInRange(10, 50);
    }

    [Fact]
    public void Address_MutatedText_IsRefusedOrCanonical()
    {
        byte[] text = Encoding.ASCII.GetBytes("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
        Fuzz(50, Rounds, text, bytes =>
        {
            string read = Encoding.Latin1.GetString(bytes);
            if (!Address.TryParse(read, out Address address))
            {
                return null;
            }

            // Text of one case is a second form of an address, and the only one.
            bool oneCase = !read[2..].Any(char.IsAsciiLetterLower) || !read[2..].Any(char.IsAsciiLetterUpper);
            return oneCase ? bytes : Encoding.Latin1.GetBytes(address.ToString());
        });
    }

    [Fact]
    public void Keystore_MutatedContainers_NeverGiveAnotherKey()
    {
        using Password password = KeystoreSamples.Password();
        foreach (KeyPurpose purpose in Enum.GetValues<KeyPurpose>())
        {
            Prng prng = new(51 + (ulong)purpose);
            byte[] container = KeystoreSamples.Sealed(purpose);
            using StoredKey original = KeystoreSamples.Key(purpose);
            int opened = 0;
            for (int round = 0; round < 1500; round++)
            {
                byte[] mutated = Mutate(prng, container);
                if (Keystore.Open(mutated, password, out StoredKey? key).IsSuccess)
                {
                    opened++;
                    KeystoreSamples.Secret(key!).ShouldBe(KeystoreSamples.Secret(original), $"seed {prng.Seed}, round {round}");
                    key!.Purpose.ShouldBe(purpose, $"seed {prng.Seed}, round {round}");
                    key.Dispose();
                }
            }

            opened.ShouldBeInRange(0, 600, "most mutations hit a field that matters");
        }
    }

    private static void Fuzz(ulong seed, int rounds, byte[] valid, Func<byte[], byte[]?> decodeAndEncode)
    {
        decodeAndEncode(valid).ShouldBe(valid);
        Prng prng = new(seed);
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = Mutate(prng, valid);
            string context = $"seed {seed}, round {round}: {Convert.ToHexString(bytes)}";
            byte[]? written = Should.NotThrow(() => decodeAndEncode(bytes), context);
            if (written is not null)
            {
                written.ShouldBe(bytes, context);
            }
        }
    }

    private static byte[] Mutate(Prng prng, byte[] valid)
    {
        List<byte> bytes = [.. valid];
        int kind = prng.NextInt(8);
        if (kind == 0)
        {
            byte[] noise = new byte[prng.NextInt(2 * valid.Length)];
            prng.NextBytes(noise);
            return noise;
        }

        for (int edit = prng.NextInt(1, 4); edit > 0 && bytes.Count > 0; edit--)
        {
            int at = prng.NextInt(bytes.Count);
            switch (kind)
            {
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)prng.NextInt(256)); break;
                case 3: bytes[at] = (byte)prng.NextInt(256); break;
                case 4: bytes[at] = prng.NextBool() ? (byte)0 : (byte)0xff; break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes[at] ^= (byte)(1 << prng.NextInt(8)); break;
            }
        }

        return [.. bytes];
    }
}
