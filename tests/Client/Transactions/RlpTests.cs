using System.Text;
using P2PProver.Contracts.Transactions;

namespace P2PProver.Contracts.Client.Tests.Transactions;

/// <summary>The examples of the RLP specification (ethereum.org, "Recursive-length prefix serialization").</summary>
public sealed class RlpTests
{
    [Fact]
    public void Examples_OfTheSpecification_AreEncodedAsItSays()
    {
        Convert.ToHexStringLower(Text("dog")).ShouldBe("83646f67");
        Convert.ToHexStringLower(Rlp.List(Text("cat"), Text("dog"))).ShouldBe("c88363617483646f67");
        Convert.ToHexStringLower(Text(string.Empty)).ShouldBe("80");
        Convert.ToHexStringLower(Rlp.List()).ShouldBe("c0");
        Convert.ToHexStringLower(Rlp.Number(0)).ShouldBe("80");
        Convert.ToHexStringLower(Rlp.Bytes([0])).ShouldBe("00");
        Convert.ToHexStringLower(Rlp.Number(15)).ShouldBe("0f");
        Convert.ToHexStringLower(Rlp.Number(1024)).ShouldBe("820400");
        Convert.ToHexStringLower(Rlp.List(Rlp.List(), Rlp.List(Rlp.List()), Rlp.List(Rlp.List(), Rlp.List(Rlp.List())))).ShouldBe("c7c0c1c0c3c0c1c0");
        const string Long = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";
        Convert.ToHexStringLower(Text(Long)).ShouldBe("b838" + Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Long)));
    }

    [Theory]
    [InlineData(55, "b7")]
    [InlineData(56, "b838")]
    [InlineData(256, "b90100")]
    [InlineData(65536, "ba010000")]
    public void Lengths_AtTheirBorders_HaveTheirPrefix(int length, string prefix) =>
        Convert.ToHexStringLower(Rlp.Bytes(new byte[length]).AsSpan(0, prefix.Length / 2)).ShouldBe(prefix);

    private static byte[] Text(string text) => Rlp.Bytes(Encoding.ASCII.GetBytes(text));
}
