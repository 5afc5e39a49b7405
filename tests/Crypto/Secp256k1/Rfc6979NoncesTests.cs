using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using P2PProver.Crypto.Secp256k1;
using P2PProver.Fields;

namespace P2PProver.Crypto.Tests.Secp256k1;

public sealed class Rfc6979NoncesTests
{
    // RFC 6979, A.2.5: P-256 with SHA-256.
    [Theory]
    [InlineData("sample", "a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60")]
    [InlineData("test", "d16b6ae827f17175e040871a1c7ec3500192c4c92677336ec2537acaee0008e0")]
    public void Next_PublishedVectors_AreReproduced(string message, string nonce)
    {
        byte[] order = Hex.Bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        byte[] key = Hex.Bytes("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
        using Rfc6979Nonces nonces = new(order, key, SHA256.HashData(Encoding.ASCII.GetBytes(message)));
        byte[] first = new byte[32];
        nonces.Next(first);
        Convert.ToHexStringLower(first).ShouldBe(nonce);
    }

    [Fact]
    public void Next_OrderThatRefusesHalfOfAllCandidates_AgreesWithTheTextbook()
    {
        // An order just above 2^255 makes hashes need reduction and candidates fail as often as possible; three nonces in a row test the retry.
        BigInteger order = BigInteger.Pow(2, 255) + 95;
        Prng prng = new(22);
        for (int round = 0; round < 100; round++)
        {
            byte[] hash = new byte[32];
            prng.NextBytes(hash);
            byte[] secret = new byte[32];
            prng.NextBytes(secret);
            secret[0] &= 0x7f;
            using Rfc6979Nonces nonces = new(Hex.BigEndian(order), secret, hash);
            byte[] nonce = new byte[32];
            foreach (BigInteger expected in Textbook(order, secret, hash).Take(3))
            {
                nonces.Next(nonce);
                nonce.ShouldBe(Hex.BigEndian(expected), $"seed {prng.Seed}, round {round}");
            }
        }
    }

    // RFC 6979, 3.2, step by step.
    private static IEnumerable<BigInteger> Textbook(BigInteger order, byte[] secret, byte[] hash)
    {
        byte[] reduced = Hex.BigEndian(new BigInteger(hash, isUnsigned: true, isBigEndian: true) % order);
        byte[] k = new byte[32];
        byte[] v = [.. Enumerable.Repeat((byte)1, 32)];
        k = Mac(k, [.. v, 0, .. secret, .. reduced]);
        v = Mac(k, v);
        k = Mac(k, [.. v, 1, .. secret, .. reduced]);
        v = Mac(k, v);
        while (true)
        {
            v = Mac(k, v);
            BigInteger candidate = new(v, isUnsigned: true, isBigEndian: true);
            if (!candidate.IsZero && candidate < order)
            {
                yield return candidate;
            }

            k = Mac(k, [.. v, 0]);
            v = Mac(k, v);
        }
    }

    private static byte[] Mac(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);
}
