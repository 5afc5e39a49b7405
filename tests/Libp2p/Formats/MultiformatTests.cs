using System.Text;
using P2PProver.Libp2p.Formats;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Formats;

public sealed class MultiformatTests
{
    // draft-msporny-base58, section 5; leading zeros after the rule of Bitcoin.
    [Theory]
    [InlineData("48656c6c6f20576f726c6421", "2NEpo7TZRRrLZSi2U")]
    [InlineData("54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")]
    [InlineData("0000287fb4cd", "11233QC4")]
    [InlineData("", "")]
    [InlineData("000000", "111")]
    public void Base58_OfTheDraft_IsWrittenAndRead(string hex, string text)
    {
        Base58.Encode(Convert.FromHexString(hex)).ShouldBe(text);
        Base58.TryDecode(text, out byte[] bytes).ShouldBeTrue();
        Convert.ToHexStringLower(bytes).ShouldBe(hex);
    }

    [Fact]
    public void Base58_OfAnyBytes_ComesBack()
    {
        TestRandom random = new(58);
        for (int length = 0; length <= Base58.BytesMax; length++)
        {
            byte[] bytes = random.Bytes(length);
            Base58.TryDecode(Base58.Encode(bytes), out byte[] decoded).ShouldBeTrue();
            decoded.ShouldBe(bytes);
        }

        byte[] largest = new byte[Base58.BytesMax];
        largest.AsSpan().Fill(0xff);
        Base58.Encode(largest).Length.ShouldBeLessThanOrEqualTo(Base58.CharsMax);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("O")]
    [InlineData("I")]
    [InlineData("l")]
    [InlineData("2NEpo7TZRRrLZSi2U ")]
    public void Base58_WithForeignCharacter_IsRefused(string text) => Base58.TryDecode(text, out _).ShouldBeFalse();

    [Fact]
    public void Base58_TooLong_IsRefusedBothWays()
    {
        Base58.TryDecode(new string('1', Base58.CharsMax + 1), out _).ShouldBeFalse();
        Base58.TryDecode(new string('z', Base58.CharsMax), out _).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => Base58.Encode(new byte[Base58.BytesMax + 1]));
    }

    // "yes mani !" in the bases of the multibase specification's test table.
    [Fact]
    public void Multibase_OfTheSpecification_IsWrittenAndRead()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("yes mani !");
        Multibase.EncodeBase58(bytes).ShouldBe("z7paNL19xttacUY");
        Multibase.EncodeBase32(bytes).ShouldBe("bpfsxgidnmfxgsibb");
        Multibase.EncodeBase64Url(bytes).ShouldBe("ueWVzIG1hbmkgIQ");
        foreach (string text in (string[])["z7paNL19xttacUY", "bpfsxgidnmfxgsibb", "ueWVzIG1hbmkgIQ"])
        {
            Multibase.TryDecode(text, out byte[] decoded).ShouldBeTrue(text);
            decoded.ShouldBe(bytes);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("f00")] // a base we do not read
    [InlineData("bpfsxh")] // bits left over that are not zero
    [InlineData("bpfsxgidnmfxgsibba")] // a digit that makes no byte
    [InlineData("bPFSX")]
    [InlineData("ueWVzIG1hbmkgIR")] // bits left over that are not zero
    [InlineData("ueWVzIG1hbmkgIQ==")]
    [InlineData("ueW VzIG1hbmkgIQ")]
    public void Multibase_NotAsWritten_IsRefused(string text) => Multibase.TryDecode(text, out _).ShouldBeFalse();

    [Fact]
    public void Multihash_OfSha256_HasCodeLengthAndDigest()
    {
        Multihash hash = Multihash.OfSha256("multihash"u8);
        Convert.ToHexStringLower(hash.Bytes).ShouldBe("12209cbc07c3f991725836a3aa2a581ca2029198aa420b9d99bc0e131d9f3e2cbe47");
        Multihash.TryRead(hash.Bytes, out Multihash? read).ShouldBeTrue();
        read.ShouldBe(hash);
        read.Code.ShouldBe(Multihash.Sha256);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("1220aa")] // shorter than it says
    [InlineData("0001aabb")] // longer than it says
    [InlineData("1201aa")] // SHA-256 of one byte
    [InlineData("00ffffffffffffffff7f")]
    [InlineData("800001aa")] // a code in two bytes that fits one
    public void Multihash_Malformed_IsRefused(string hex) => Multihash.TryRead(Convert.FromHexString(hex), out _).ShouldBeFalse();

    [Fact]
    public void Cid_OfAPeer_IsWrittenAndRead()
    {
        const string Text = "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe"; // libp2p peer-ids specification
        Cid.TryParse(Text, out Cid? cid).ShouldBeTrue();
        cid.Codec.ShouldBe(Cid.Libp2pKey);
        cid.ToString().ShouldBe(Text);
        Base58.Encode(cid.Hash.Bytes).ShouldBe("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N");
        Cid.TryRead([2, .. cid.ToArray().AsSpan(1)], out _).ShouldBeFalse();
        Cid.TryRead(cid.ToArray().AsSpan(0, 20), out _).ShouldBeFalse();
    }
}
