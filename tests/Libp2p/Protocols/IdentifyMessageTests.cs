using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Protocols;

public sealed class IdentifyMessageTests
{
    private static readonly Multiaddr Address = Multiaddr.Parse("/ip4/192.0.2.1/tcp/4001");

    [Fact]
    public void Message_Written_IsReadBack()
    {
        using PeerIdentity identity = PeerIdentity.Generate();
        IdentifyMessage message = new()
        {
            Key = identity.PublicKey,
            ListenAddresses = [Address],
            Protocols = ["/a", "/b"],
            ObservedAddress = Address,
            ProtocolVersion = "p/1",
            AgentVersion = "agent",
            SignedPeerRecord = new byte[] { 1, 2, 3 },
        };
        IdentifyMessage.TryRead(message.ToArray(), out IdentifyMessage? read).ShouldBeTrue();
        read.Key.ShouldBe(identity.PublicKey);
        read.ListenAddresses.ShouldBe([Address]);
        read.Protocols.ShouldBe(["/a", "/b"]);
        (read.ObservedAddress, read.ProtocolVersion, read.AgentVersion).ShouldBe((Address, "p/1", "agent"));
        read.SignedPeerRecord.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Push_OfAPart_LeavesTheRestAsItWas()
    {
        IdentifyMessage known = new() { Protocols = ["/a"], AgentVersion = "agent", ListenAddresses = [Address] };
        IdentifyMessage merged = known.Merge(new IdentifyMessage { Protocols = ["/b"] });
        merged.Protocols.ShouldBe(["/b"]);
        merged.AgentVersion.ShouldBe("agent");
        merged.ListenAddresses.ShouldBe([Address]);
    }

    [Theory]
    [InlineData("protocols")]
    [InlineData("addresses")]
    [InlineData("long protocol")]
    [InlineData("long agent")]
    [InlineData("bad key")]
    [InlineData("large")]
    [InlineData("malformed")]
    public void Message_BeyondItsBounds_IsRefused(string kind)
    {
        ProtoWriter writer = new();
        switch (kind)
        {
            case "protocols":
                for (int i = 0; i <= IdentifyMessage.ProtocolsMax; i++)
                {
                    writer.Text(3, "/a");
                }

                break;
            case "addresses":
                for (int i = 0; i <= IdentifyMessage.AddressesMax; i++)
                {
                    writer.Bytes(2, [0xff, 0x7f]);
                }

                break;
            case "long protocol":
                writer.Text(3, new string('a', IdentifyMessage.TextBytesMax + 1));
                break;
            case "long agent":
                writer.Text(6, new string('a', IdentifyMessage.TextBytesMax + 1));
                break;
            case "bad key":
                writer.Bytes(1, [1, 2, 3]);
                break;
            case "large":
                writer.Bytes(8, new byte[IdentifyMessage.BytesMax]);
                break;
        }

        IdentifyMessage.TryRead(kind == "malformed" ? [0x0a, 0xff] : writer.Written, out _).ShouldBeFalse();
    }

    [Fact]
    public void Message_OfRandomMutations_NeverThrows()
    {
        using PeerIdentity identity = PeerIdentity.Generate();
        byte[] start = new IdentifyMessage { Key = identity.PublicKey, ListenAddresses = [Address], Protocols = ["/a"], AgentVersion = "x" }.ToArray();
        TestRandom random = new(11);
        byte[] bytes = start;
        for (int i = 0; i < 5000; i++)
        {
            bytes = i % 10 == 0 ? start : random.Mutate(bytes);
            if (IdentifyMessage.TryRead(bytes, out IdentifyMessage? message))
            {
                IdentifyMessage.TryRead(message.ToArray(), out _).ShouldBeTrue($"round {i}");
            }
        }
    }
}
