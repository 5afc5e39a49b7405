using System.Text;
using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

public sealed class Keccak256Tests
{
    // Vectors: the Keccak team's submission package and Ethereum's yellow paper (empty string, function selectors).
    [Theory]
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("transfer(address,uint256)", "a9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b")]
    [InlineData("Transfer(address,address,uint256)", "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    public void Hash_PublishedMessages_AreReproduced(string message, string digest)
    {
        Convert.ToHexStringLower(Keccak256.Hash(Encoding.ASCII.GetBytes(message))).ShouldBe(digest);
    }

    [Fact]
    public void Hash_LengthsAroundBlocks_AgreesWithTheDefinition()
    {
        Prng prng = new(1);
        foreach (int length in new[] { 1, 7, 8, 64, 134, 135, 136, 137, 143, 144, 271, 272, 273, 1000, 20_000 })
        {
            byte[] message = new byte[length];
            prng.NextBytes(message);
            Keccak256.Hash(message).ShouldBe(PlainKeccak.Hash(message, 0x01), $"length {length}, seed {prng.Seed}");
        }
    }

    [Theory]
    [InlineData("", "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a")]
    [InlineData("abc", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")]
    public void PlainKeccak_WithTheStandardsPadding_IsSha3(string message, string digest)
    {
        // FIPS 202 vectors pin the reference that the other tests compare with.
        Convert.ToHexStringLower(PlainKeccak.Hash(Encoding.ASCII.GetBytes(message), 0x06)).ShouldBe(digest);
    }

    [Fact]
    public void Hash_ShortDestination_IsRefused()
    {
        Should.Throw<ArgumentException>(() => Keccak256.Hash([1, 2, 3], new byte[31]));
    }
}
