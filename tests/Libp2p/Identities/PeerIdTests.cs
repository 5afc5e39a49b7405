using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Identities;

public sealed class PeerIdTests
{
    // The examples of the libp2p peer-ids specification.
    [Theory]
    [InlineData("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N", "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe")]
    [InlineData("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA", null)]
    public void PeerId_OfTheSpecification_ReadsInBothForms(string base58, string? cid)
    {
        PeerId.TryParse(base58, out PeerId? id).ShouldBeTrue();
        id.ToString().ShouldBe(base58);
        id.ToCid().ShouldBe(cid ?? id.ToCid());
        PeerId.TryParse(id.ToCid(), out PeerId? again).ShouldBeTrue();
        again.ShouldBe(id);
        PeerId.TryRead(id.Bytes, out again).ShouldBeTrue();
        again.ShouldBe(id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5")]
    [InlineData("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5S3")]
    [InlineData("bafybeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe")] // a CID of another codec
    [InlineData("BAFZBEIE5745RPV2M6TJYUUGYWY4D5EWRQGQQHFNF445HE3OMZPJBX5XQXE")]
    public void PeerId_MalformedText_IsRefused(string text) => PeerId.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void PeerId_ThatNoKeyCanHave_IsRefused()
    {
        PeerId.TryRead(Multihash.OfIdentity(new byte[36]).Bytes, out _).ShouldBeFalse("the digest is no key");
        PeerId.TryRead([0x11, 20, .. new byte[20]], out _).ShouldBeFalse("SHA-1");
        PeerId.TryRead(Multihash.OfIdentity(new byte[43]).Bytes, out _).ShouldBeFalse("too long to be inline");
        PeerId.TryParse(null, out _).ShouldBeFalse();
        PeerId.TryParse(new string('1', PeerId.CharsMax + 1), out _).ShouldBeFalse();
    }

    [Fact]
    public void PeerId_OrderAndEquality_FollowTheBytes()
    {
        using PeerIdentity one = PeerIdentity.Generate();
        using PeerIdentity two = PeerIdentity.Generate();
        (one.Id < two.Id).ShouldBe(one.Id.Bytes.SequenceCompareTo(two.Id.Bytes) < 0);
        (one.Id == two.Id).ShouldBeFalse();
        PeerId.TryParse(one.Id.ToString(), out PeerId? same).ShouldBeTrue();
        (one.Id == same).ShouldBeTrue();
        same.GetHashCode().ShouldBe(one.Id.GetHashCode());
    }
}
