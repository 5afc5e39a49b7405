using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Identities;

public sealed class PeerRecordTests
{
    private static readonly Multiaddr[] Addresses = [Multiaddr.Parse("/ip4/192.0.2.1/tcp/4001"), Multiaddr.Parse("/dns/example.org/tcp/4001")];

    [Fact]
    public void Record_Sealed_OpensWithItsContent()
    {
        using PeerIdentity identity = PeerIdentity.Generate();
        SignedEnvelope envelope = PeerRecord.Seal(identity, 7, Addresses);
        PeerRecord.TryOpen(envelope.Encoding, out PeerRecord? record).ShouldBeTrue();
        record.Peer.ShouldBe(identity.Id);
        record.Sequence.ShouldBe(7ul);
        record.Addresses.ShouldBe(Addresses);
    }

    [Fact]
    public void Record_WithAnyByteChanged_IsRefused()
    {
        using PeerIdentity identity = PeerIdentity.Generate();
        byte[] envelope = PeerRecord.Seal(identity, 7, Addresses).Encoding.ToArray();
        for (int i = 0; i < envelope.Length; i++)
        {
            byte[] changed = [.. envelope];
            changed[i] ^= 1;
            PeerRecord.TryOpen(changed, out _).ShouldBeFalse($"byte {i}");
            PeerRecord.TryOpen(envelope.AsSpan(0, i), out _).ShouldBeFalse($"cut at {i}");
        }
    }

    [Fact]
    public void Record_AboutAnotherPeer_IsRefused()
    {
        using PeerIdentity one = PeerIdentity.Generate();
        using PeerIdentity two = PeerIdentity.Generate();
        byte[] payload = new ProtoWriter().Bytes(1, two.Id.Bytes).Number(2, 1).ToArray();
        PeerRecord.TryOpen(SignedEnvelope.Seal(one, "libp2p-peer-record", [3, 1], payload).Encoding, out _).ShouldBeFalse();
        PeerRecord.TryOpen(SignedEnvelope.Seal(two, "libp2p-peer-record", [3, 1], payload).Encoding, out _).ShouldBeTrue();
        PeerRecord.TryOpen(SignedEnvelope.Seal(two, "libp2p-routing-state", [3, 1], payload).Encoding, out _).ShouldBeFalse();
        PeerRecord.TryOpen(SignedEnvelope.Seal(two, "libp2p-peer-record", [3, 2], payload).Encoding, out _).ShouldBeFalse();
    }

    [Fact]
    public void Record_WithUnknownAddresses_KeepsTheKnownOnesAndCountsAll()
    {
        using PeerIdentity identity = PeerIdentity.Generate();
        ProtoWriter known = new ProtoWriter().Bytes(1, identity.Id.Bytes).Number(2, 1);
        known.Message(3, new ProtoWriter().Bytes(1, [0xff, 0x7f])).Message(3, new ProtoWriter().Bytes(1, Addresses[0].Bytes));
        PeerRecord.TryOpen(Seal(identity, known), out PeerRecord? record).ShouldBeTrue();
        record.Addresses.ShouldBe([Addresses[0]]);

        ProtoWriter many = new ProtoWriter().Bytes(1, identity.Id.Bytes);
        for (int i = 0; i <= PeerRecord.AddressesMax; i++)
        {
            many.Message(3, new ProtoWriter().Bytes(1, [0xff, 0x7f]));
        }

        PeerRecord.TryOpen(Seal(identity, many), out _).ShouldBeFalse();
    }

    [Fact]
    public void Envelope_TooLarge_IsRefused()
    {
        using PeerIdentity identity = PeerIdentity.Generate();
        SignedEnvelope envelope = SignedEnvelope.Seal(identity, "test", [1], new byte[SignedEnvelope.BytesMax]);
        SignedEnvelope.TryOpen(envelope.Encoding, "test", [1], out _).ShouldBeFalse();
        envelope = SignedEnvelope.Seal(identity, "test", [1], new byte[SignedEnvelope.BytesMax - 200]);
        SignedEnvelope.TryOpen(envelope.Encoding, "test", [1], out SignedEnvelope? opened).ShouldBeTrue();
        opened.Signer.ShouldBe(identity.PublicKey);
    }

    private static byte[] Seal(PeerIdentity identity, ProtoWriter record) =>
        SignedEnvelope.Seal(identity, "libp2p-peer-record", [3, 1], record.Written).Encoding.ToArray();
}
