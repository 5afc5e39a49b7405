using System.Text;
using P2PProver.Crypto.Keystores;
using P2PProver.Fields;
using P2PProver.Testing;

namespace P2PProver.Crypto.Tests.Keystores;

public sealed class ScryptTests
{
    // RFC 7914, 12.
    [Theory]
    [InlineData("", "", 16, 1, 1,
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16,
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1,
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void Derive_PublishedVectors_AreReproduced(string password, string salt, int n, int r, int p, string key) =>
        Derive(password, salt, Parameters(n, r, p)).ShouldBe(key);

    // RFC 7914, 3: the Salsa20/8 core, which pins the scalar reference.
    [Fact]
    public void SalsaReference_PublishedVector_IsReproduced()
    {
        uint[] input = Words("7e879a214f3ec9867ca940e641718f26baee555b8c61c1b50df846116dcd3b1dee24f319df9b3d8514121e4b5ac5aa3276021d2909c74829edebc68db8b8c25e");
        uint[] output = Words("a41f859c6608cc993b81cacb020cef05044b2181a2fd337dfd7b1c6396682f29b4393168e3c9e6bcfe6bc5b7a06d96bae424cc102c91745c24ad673dc7618f81");
        SalsaReference.Salsa(input).ShouldBe(output);
    }

    [Fact]
    public void Derive_RandomSmallParameters_AgreesWithTheReference()
    {
        Prng prng = new(31);
        for (int round = 0; round < 60; round++)
        {
            byte[] password = new byte[prng.NextInt(100)];
            byte[] salt = new byte[prng.NextInt(70)];
            prng.NextBytes(password);
            prng.NextBytes(salt);
            (int n, int r, int p) = (2 << prng.NextInt(6), 1 + prng.NextInt(5), 1 + prng.NextInt(3));
            byte[] key = new byte[1 + prng.NextInt(80)];
            Scrypt.Derive(password, salt, Parameters(n, r, p), key);
            key.ShouldBe(SalsaReference.Derive(password, salt, n, r, p, key.Length), $"seed {prng.Seed}, round {round}: n={n} r={r} p={p}");
        }
    }

    [Theory]
    [InlineData(0, 8, 1)]
    [InlineData(1, 8, 1)]
    [InlineData(3, 8, 1)]
    [InlineData(-2, 8, 1)]
    [InlineData(16, 0, 1)]
    [InlineData(16, 1, 0)]
    [InlineData(16, -1, -1)]
    [InlineData(16, 257, 1)]
    [InlineData(16, 1, 257)]
    [InlineData(1L << 20, 8, 1)]
    [InlineData(1L << 18, 16, 3)]
    [InlineData(1L << 18, 8, 5)]
    [InlineData(1L << 23, 1, 1)]
    [InlineData(1L << 62, 1, 1)]
    [InlineData(long.MinValue, 1, 1)]
    [InlineData(16, long.MaxValue, long.MaxValue)]
    public void TryCreate_OutOfBounds_IsRefusedBeforeAnythingIsAllocated(long n, long r, long p) =>
        ScryptParameters.TryCreate(n, r, p, out _).ShouldBeFalse();

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(1L << 18, 8, 1)]
    [InlineData(1L << 18, 1, 8)]
    [InlineData(1L << 19, 8, 1)]
    [InlineData(1L << 18, 8, 4)]
    [InlineData(1L << 22, 1, 2)]
    public void TryCreate_WhatOtherToolsWrite_IsWithinBounds(long n, long r, long p)
    {
        ScryptParameters.TryCreate(n, r, p, out ScryptParameters parameters).ShouldBeTrue();
        parameters.MemoryBytes.ShouldBeLessThanOrEqualTo(ScryptParameters.MemoryBytesMax);
    }

    [TierFact(TestTier.Long)]
    public void Derive_HalfAGibibyte_AgreesWithTheVectorOfAnotherImplementation()
    {
        // hashlib.scrypt of CPython 3.11 (OpenSSL), at our memory bound.
        Derive("pleaseletmein", "SodiumChloride", Parameters(1 << 19, 8, 1)).ShouldBe(
            "daa2761ede7f7b03a292fc28c5cb064d4203a7688ec6667edb552ff33e7fca93abb8e8a43b9247c0b99e2182e63e483757881762c93d6c1219170169b91a0162");
    }

    private static ScryptParameters Parameters(long n, long r, long p)
    {
        ScryptParameters.TryCreate(n, r, p, out ScryptParameters parameters).ShouldBeTrue();
        return parameters;
    }

    private static string Derive(string password, string salt, ScryptParameters parameters)
    {
        byte[] key = new byte[64];
        Scrypt.Derive(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), parameters, key);
        return Convert.ToHexStringLower(key);
    }

    private static uint[] Words(string littleEndian)
    {
        byte[] bytes = Hex.Bytes(littleEndian);
        return [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToUInt32(bytes, 4 * i))];
    }
}
