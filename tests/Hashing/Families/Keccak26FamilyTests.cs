namespace P2PProver.Hashing.Tests;

public sealed class Keccak26FamilyTests : KeccakFamilyTests<Keccak26Family>
{
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
