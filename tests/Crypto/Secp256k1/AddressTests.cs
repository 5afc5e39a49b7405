using P2PProver.Fields;

namespace P2PProver.Crypto.Tests.Secp256k1;

public sealed class AddressTests
{
    // EIP-55, its examples; and the addresses that development chains derive from well-known keys.
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void ToString_PublishedAddresses_HaveTheirChecksum(string text)
    {
        Address.TryParse(text, out Address address).ShouldBeTrue();
        address.ToString().ShouldBe(text);
        Address.TryParse("0x" + text[2..].ToLowerInvariant(), out Address lower).ShouldBeTrue();
        Address.TryParse("0x" + text[2..].ToUpperInvariant(), out Address upper).ShouldBeTrue();
        (lower == address && upper == address).ShouldBeTrue();
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf")]
    [InlineData("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")]
    [InlineData("59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8")]
    [InlineData("4646464646464646464646464646464646464646464646464646464646464646", "0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F")]
    public void Of_WellKnownKeys_GivesTheirAddresses(string secret, string address)
    {
        Secp256k1PrivateKey.TryRead(Hex.Bytes(secret), out Secp256k1PrivateKey? key).ShouldBeTrue();
        using (key)
        {
            Address.Of(key!.PublicKey).ToString().ShouldBe(address);
        }
    }

    [Fact]
    public void TryParse_OneLetterOfTheOtherCase_IsABadChecksum()
    {
        const string Text = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        int altered = 0;
        for (int i = 2; i < Text.Length; i++)
        {
            if (char.IsAsciiLetter(Text[i]))
            {
                char[] other = Text.ToCharArray();
                other[i] = (char)(other[i] ^ 0x20);
                Address.TryParse(other, out _, out EncodingFault fault).ShouldBeFalse();
                fault.ShouldBe(EncodingFault.BadChecksum);
                altered++;
            }
        }

        altered.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("", EncodingFault.WrongLength)]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", EncodingFault.WrongLength)]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", EncodingFault.WrongLength)]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0", EncodingFault.WrongLength)]
    [InlineData("0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", EncodingFault.Malformed)]
    [InlineData("005aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", EncodingFault.Malformed)]
    [InlineData("0xgaAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", EncodingFault.Malformed)]
    [InlineData("0x 5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", EncodingFault.Malformed)]
    public void TryParse_OtherText_IsRefused(string text, EncodingFault expected)
    {
        Address.TryParse(text, out Address address, out EncodingFault fault).ShouldBeFalse();
        fault.ShouldBe(expected);
        address.IsZero.ShouldBeTrue();
    }

    [Fact]
    public void Order_OfAddresses_IsThatOfNumbers()
    {
        Prng prng = new(24);
        for (int round = 0; round < 100; round++)
        {
            byte[] one = new byte[20];
            byte[] other = new byte[20];
            prng.NextBytes(one);
            prng.NextBytes(other);
            one.AsSpan(0, prng.NextInt(20)).CopyTo(other);
            Address.TryRead(one, out Address left).ShouldBeTrue();
            Address.TryRead(other, out Address right).ShouldBeTrue();
            int expected = new System.Numerics.BigInteger(one, isUnsigned: true, isBigEndian: true)
                .CompareTo(new System.Numerics.BigInteger(other, isUnsigned: true, isBigEndian: true));
            Math.Sign(left.CompareTo(right)).ShouldBe(expected);
            (left < right).ShouldBe(expected < 0);
            (left >= right).ShouldBe(expected >= 0);
            left.Equals(right).ShouldBe(expected == 0);
        }
    }

    [Fact]
    public void TryRead_WrongLengths_AreRefused()
    {
        Address.TryRead(new byte[19], out _).ShouldBeFalse();
        Address.TryRead(new byte[21], out _).ShouldBeFalse();
        Address.TryRead(new byte[20], out Address zero).ShouldBeTrue();
        zero.IsZero.ShouldBeTrue();
        zero.ShouldBe(default);
    }
}
