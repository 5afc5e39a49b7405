namespace P2PProver.Hashing.Tests;

public sealed class Keccak32FamilyTests : KeccakFamilyTests<Keccak32Family>
{
    [Fact]
    public void Hashes_FixedInputs_ArePinned()
    {
        // Own computation, for the contract to share: a row padded with zeros, a full row, and their parent.
        Digest8 left = Keccak32Family.HashRow(Elements.Range(1, 10));
        Digest8 right = Keccak32Family.HashRow(Elements.Range(11, 8));
        left.ToString().ShouldBe("4d6afc2323837f34661e8ded36d79abdafaa83080970754a0d0f378e1380f1fb");
        right.ToString().ShouldBe("2df2b05ea2af9a66e2d0f8a16978f9348440264f3bce41e0b5d9e0c89b8e0cff");
        Keccak32Family.Compress(left, right).ToString().ShouldBe("b765b6929730536a867a05b15b2c15cd83be9ab001de938739be8ce33fd4aa42");
    }
}
