namespace P2PProver.Hashing.Tests;

public sealed class Keccak26FamilyTests : KeccakFamilyTests<Keccak26Family>
{
    [Fact]
    public void Hashes_FixedInputs_ArePinned()
    {
        // Own computation, for the contract to share: a row padded with zeros, a full row, and their parent.
        Digest8 left = Keccak26Family.HashRow(Elements.Range(1, 10));
        Digest8 right = Keccak26Family.HashRow(Elements.Range(11, 8));
        left.ToString().ShouldBe("4d6afc2323837f34661e8ded36d79abdafaa83080970754a0d0f000000000000");
        right.ToString().ShouldBe("2df2b05ea2af9a66e2d0f8a16978f9348440264f3bce41e0b5d9000000000000");
        Keccak26Family.Compress(left, right).ToString().ShouldBe("2e9fba57f6759cdfee780ef557ee77a5ebb2d7cf88c5dc62d75b000000000000");
    }

    [Fact]
    public void Opening_SiblingWithBytesBehindItsEnd_IsRefused()
    {
        using MerkleFixture<Keccak26Family> fixture = new();
        byte[] bytes = fixture.Siblings[0].Bytes.ToArray();
        bytes[26] = 1;
        fixture.Siblings[0] = Digest8.FromBytes(bytes);
        fixture.Check().ShouldBe(MerkleVerdict.InvalidDigest);
    }
}
