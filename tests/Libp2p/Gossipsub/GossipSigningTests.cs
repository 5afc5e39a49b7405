using P2PProver.Crypto;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Routing;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Gossipsub;

/// <summary>Authors, numbers, names and signatures of messages.</summary>
public sealed class GossipSigningTests : IDisposable
{
    private readonly PeerIdentity _author = PeerIdentity.Generate();
    private readonly PeerIdentity _other = new(Secp256k1PrivateKey.Generate());

    public void Dispose()
    {
        _author.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Signature_OfEitherKind_LeavesOutSignatureAndKey()
    {
        foreach (PeerIdentity identity in (PeerIdentity[])[_author, _other])
        {
            GossipMessage message = GossipSigning.Sign(identity, 0x0102030405060708, "t", "data"u8.ToArray());
            message.Sequence!.Value.ToArray().ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
            GossipSigning.Verify(message).ShouldBeTrue();
            byte[] signed = [.. "libp2p-pubsub:"u8, .. new ProtoWriter()
                .Bytes(1, identity.Id.Bytes).Bytes(2, "data"u8).Bytes(3, [1, 2, 3, 4, 5, 6, 7, 8]).Text(4, "t").Written];
            identity.PublicKey.Verify(signed, message.Signature!.Value.Span).ShouldBeTrue();
            GossipSigning.Verify(With(message, key: null)).ShouldBeTrue("the peer id holds the key");
        }
    }

    [Fact]
    public void Signature_OfAMessageWithAnyElementChanged_IsRefused()
    {
        GossipMessage message = GossipSigning.Sign(_author, 7, "t", "data"u8.ToArray());
        GossipSigning.Verify(With(message, data: "dat"u8.ToArray())).ShouldBeFalse();
        GossipSigning.Verify(With(message, topic: "u")).ShouldBeFalse();
        GossipSigning.Verify(With(message, sequence: new byte[8])).ShouldBeFalse();
        GossipSigning.Verify(With(message, from: _other.Id.Bytes.ToArray())).ShouldBeFalse();
        GossipSigning.Verify(With(message, from: _other.Id.Bytes.ToArray(), key: _other.PublicKey.Encoding.ToArray())).ShouldBeFalse();
        GossipSigning.Verify(With(message, key: _other.PublicKey.Encoding.ToArray())).ShouldBeFalse("a key that is not the author's");
        GossipSigning.Verify(With(message, key: new byte[3])).ShouldBeFalse();
        GossipSigning.Verify(With(message, signature: new byte[64])).ShouldBeFalse();
    }

    [Fact]
    public void Shape_OfEachPolicy_IsStrict()
    {
        GossipMessage signed = GossipSigning.Sign(_author, 7, "t", default);
        GossipMessage bare = RouterHarness.Message("x");
        GossipSigning.HasShape(signed, SignaturePolicy.StrictSign).ShouldBeTrue();
        GossipSigning.HasShape(bare, SignaturePolicy.StrictNoSign).ShouldBeTrue();
        GossipSigning.HasShape(bare, SignaturePolicy.StrictSign).ShouldBeFalse();
        GossipSigning.HasShape(With(signed, sequence: new byte[7]), SignaturePolicy.StrictSign).ShouldBeFalse("8 bytes");
        GossipSigning.HasShape(With(signed, from: new byte[] { 1 }), SignaturePolicy.StrictSign).ShouldBeFalse("no peer id");
        GossipSigning.HasShape(With(signed, signature: Array.Empty<byte>()), SignaturePolicy.StrictSign).ShouldBeFalse();
        ReadOnlyMemory<byte> empty = Array.Empty<byte>();
        GossipSigning.HasShape(new GossipMessage { Topic = "t", From = empty }, SignaturePolicy.StrictNoSign).ShouldBeFalse("empty is not absent");
        GossipSigning.HasShape(new GossipMessage { Topic = "t", Sequence = empty }, SignaturePolicy.StrictNoSign).ShouldBeFalse();
        GossipSigning.HasShape(new GossipMessage { Topic = "t", Signature = empty }, SignaturePolicy.StrictNoSign).ShouldBeFalse();
        GossipSigning.HasShape(new GossipMessage { Topic = "t", Key = empty }, SignaturePolicy.StrictNoSign).ShouldBeFalse();
    }

    [Fact]
    public void MessageIds_AreAuthorAndNumberOrTheContent()
    {
        GossipMessage signed = GossipSigning.Sign(_author, 7, "t", "x"u8.ToArray());
        MessageIds.OfAuthor(signed).Bytes.ToArray().ShouldBe([.. _author.Id.Bytes, 0, 0, 0, 0, 0, 0, 0, 7]);
        byte[] hash = System.Security.Cryptography.SHA256.HashData([1, (byte)'t', (byte)'x']);
        MessageIds.OfContent(signed).Bytes.ToArray().ShouldBe(hash[..20]);
        MessageIds.OfContent(new GossipMessage { Topic = "tx", Data = default }).ShouldNotBe(MessageIds.OfContent(signed), "the topic's length is part of it");
    }

    [Theory]
    [InlineData(0, new ulong[] { 5, 6, 9, 10 }, new ulong[] { 5, 6, 8, 9, 10, 0 })]
    [InlineData(3, new ulong[] { 50, 53, 51, 90, 89, 87 }, new ulong[] { 50, 53, 51, 86, 87, 89, 90 })]
    [InlineData(64, new ulong[] { 100, 36, 164, 101, 1000 }, new ulong[] { 99, 36, 100, 164, 1000, 101, 200, 935 })]
    public void Numbers_AreTakenOnceAndInOrderOrWithinTheWindow(int window, ulong[] taken, ulong[] refused)
    {
        SequenceValidator validator = new(8, window);
        taken.ShouldAllBe(n => validator.TryTake(_author.Id, n));
        refused.ShouldAllBe(n => !validator.TryTake(_author.Id, n));
        validator.TryTake(_other.Id, 1).ShouldBeTrue("each author counts alone");
    }

    [Fact]
    public void Numbers_OfTooManyAuthors_ForgetTheFirst()
    {
        SequenceValidator validator = new(4, 0);
        for (int i = 0; i < 5; i++)
        {
            validator.TryTake(RouterHarness.Peer(i), 10).ShouldBeTrue();
        }

        validator.TryTake(RouterHarness.Peer(4), 10).ShouldBeFalse();
        validator.TryTake(RouterHarness.Peer(0), 10).ShouldBeTrue();
    }

    [Fact]
    public void Router_ThatSigns_TakesRightMessagesBlamesForgersAndKeepsTheirIdsFree()
    {
        using PeerIdentity own = PeerIdentity.Generate();
        RouterHarness harness = new(new GossipOptions { SignaturePolicy = SignaturePolicy.StrictSign, SequenceWindow = 0 }, own);
        harness.Subscribe(new() { InvalidMessagesWeight = -1 });
        PeerId one = harness.Add(1);
        PeerId two = harness.Add(2);
        GossipMessage right = GossipSigning.Sign(_author, 7, RouterHarness.Topic, "x"u8.ToArray());
        GossipMessage forged = With(right, data: "y"u8.ToArray());

        harness.Receive(one, new() { Messages = [forged] });
        harness.Authenticate(harness.ToValidate.Last()).ShouldBeFalse();
        harness.Router.Score(one).ShouldBe(-1);
        harness.Receive(two, new() { Messages = [right] });
        harness.Authenticate(harness.ToValidate.Last()).ShouldBeFalse("there is no validator to ask");
        harness.Delivered.ShouldHaveSingleItem().Sender.ShouldBe(two);
        harness.Router.Score(two).ShouldBe(0);

        harness.Receive(two, new() { Messages = [GossipSigning.Sign(_author, 6, RouterHarness.Topic, "old"u8.ToArray())] });
        harness.Authenticate(harness.ToValidate.Last());
        harness.Receive(two, new() { Messages = [GossipSigning.Sign(own, 6, RouterHarness.Topic, "of a life before"u8.ToArray())] });
        harness.Authenticate(harness.ToValidate.Last());
        harness.Receive(two, new() { Messages = [RouterHarness.Message("bare")] });
        harness.Delivered.Count().ShouldBe(1);
        harness.Router.Score(two).ShouldBe(-1, "for the last one only: age and author are no faults that a sender can see");

        harness.Graft(one);
        harness.Graft(two);
        GossipPublishResult published = harness.Publish("mine");
        published.Id.Bytes[..^8].SequenceEqual(own.Id.Bytes).ShouldBeTrue();
        GossipSigning.Verify(harness.Messages(two).Last()).ShouldBeTrue();
    }

    [Fact]
    public void CopiesOfAMessage_WhoseSignatureIsBeingChecked_AreNotCheckedAgain()
    {
        using PeerIdentity own = PeerIdentity.Generate();
        RouterHarness harness = new(new GossipOptions { SignaturePolicy = SignaturePolicy.StrictSign }, own);
        harness.Subscribe(new() { InvalidMessagesWeight = -1 });
        PeerId[] peers = harness.AddMany(3);
        GossipMessage wrong = With(GossipSigning.Sign(_author, 7, RouterHarness.Topic, "x"u8.ToArray()), data: "y"u8.ToArray());
        foreach (PeerId peer in peers)
        {
            harness.Receive(peer, new() { Messages = [wrong] });
        }

        GossipCommand.Validate work = harness.ToValidate.ShouldHaveSingleItem();
        work.CheckSignature.ShouldBeTrue();
        harness.Authenticate(work);
        peers.ShouldAllBe(p => harness.Router.Score(p) == -1);
    }

    private static GossipMessage With(
        GossipMessage message, byte[]? data = null, string? topic = null, byte[]? from = null, byte[]? sequence = null, byte[]? signature = null, ReadOnlyMemory<byte>? key = null) => new()
        {
            From = from ?? message.From,
            Data = data ?? message.Data,
            Sequence = sequence ?? message.Sequence,
            Topic = topic ?? message.Topic,
            Signature = signature ?? message.Signature,
            Key = key ?? (from is null && sequence is null && data is null && topic is null && signature is null ? null : message.Key),
        };
}
