using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Kademlia;
using P2PProver.Libp2p.Protocols;
using P2PProver.Libp2p.Tests.Hosting;

namespace P2PProver.Libp2p.Tests.Kademlia;

public sealed class KadServiceTests : IDisposable
{
    private static readonly KadOptions Options = new() { AllowPrivateAddresses = true, BucketSize = 5 };
    private readonly HostWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Nodes_ThatKnowOneOnly_FindEachOther() => _world.Run(async () =>
    {
        const int Count = 16;
        (Libp2pHost Host, KadService Kad)[] nodes = new (Libp2pHost, KadService)[Count];
        using CancellationTokenSource stop = new();
        List<Task> running = [];
        for (int i = 0; i < Count; i++)
        {
            nodes[i] = await CreateAsync(i + 1);
            if (i > 0)
            {
                await HostWorld.ConnectAsync(nodes[i].Host, nodes[0].Host);
                await _world.WaitAsync(2);
            }

            running.Add(nodes[i].Kad.RunAsync(stop.Token));
        }

        await _world.WaitAsync(15 * 60);
        nodes.ShouldAllBe(n => n.Kad.TableCount >= 5);
        for (int i = 1; i < Count; i++)
        {
            KadPeer found = (await nodes[i].Kad.FindPeerAsync(nodes[Count - i].Host.Id == nodes[i].Host.Id ? nodes[0].Host.Id : nodes[Count - i].Host.Id, CancellationToken.None))
                .ShouldNotBeNull($"node {i}");
            found.Addresses.ShouldHaveSingleItem();
        }

        // Without the node that everybody began with, and with one that is gone, they still do.
        await nodes[0].Host.DisposeAsync();
        await nodes[5].Host.DisposeAsync();
        await _world.WaitAsync(12 * 60);
        (await nodes[3].Kad.FindPeerAsync(nodes[12].Host.Id, CancellationToken.None)).ShouldNotBeNull();
        IReadOnlyList<KadPeer> closest = await nodes[4].Kad.FindClosestAsync(nodes[5].Host.Id.Bytes.ToArray(), CancellationToken.None);
        closest.Select(p => p.Peer).ShouldNotContain(nodes[5].Host.Id);
        closest.Count.ShouldBe(5);
        stop.Cancel();
        await Task.WhenAll(running);
    });

    [Fact]
    public void Clients_ThatServeNobody_AreInNoTable() => _world.Run(async () =>
    {
        (Libp2pHost server, KadService serverKad) = await CreateAsync(1);
        (Libp2pHost client, KadService clientKad) = await CreateAsync(2, Options with { ServesOthers = false });
        await HostWorld.ConnectAsync(client, server);
        await _world.WaitAsync(2);
        serverKad.TableCount.ShouldBe(0);
        clientKad.TableCount.ShouldBe(1);
    });

    [Fact]
    public void Asker_BeyondItsRate_IsCutOff() => _world.Run(async () =>
    {
        (Libp2pHost server, _) = await CreateAsync(1, Options with { Burst = 10, RefillInterval = TimeSpan.FromMinutes(1) });
        (Libp2pHost client, KadService kad) = await CreateAsync(2);
        await HostWorld.ConnectAsync(client, server);
        await _world.WaitAsync(2);
        KadPeer peer = new(server.Id, server.ListenAddresses);
        int answered = 0;
        for (int i = 0; i < 40; i++)
        {
            answered += await kad.AskAsync(peer, client.Id.Bytes.ToArray(), CancellationToken.None) is null ? 0 : 1;
        }

        answered.ShouldBe(10);
    });

    [Theory]
    [InlineData("ffffffff7f")] // a giant message
    [InlineData("02080a")] // a type that nobody serves
    [InlineData("03080452")] // a field without its value
    public void Request_ThatIsNone_IsHeldAgainstItsSender(string hex) => _world.Run(async () =>
    {
        (Libp2pHost server, _) = await CreateAsync(1);
        Libp2pHost client = _world.Create(2);
        Connection connection = await HostWorld.ConnectAsync(client, server);
        for (int i = 0; i < 5 && !connection.IsEnding; i++)
        {
            StreamResult opened = await connection.OpenStreamAsync([Options.ProtocolId], CancellationToken.None);
            if (opened.IsOpen)
            {
                await opened.Stream.WriteAsync(Convert.FromHexString(hex), CancellationToken.None);
                await _world.WaitAsync(1);
                await opened.Stream.DisposeAsync();
            }
        }

        server.IsBanned(client.Id).ShouldBeTrue();
    });

    [Fact]
    public void Answer_ThatIsNone_IsHeldAgainstThePeer() => _world.Run(async () =>
    {
        (Libp2pHost client, KadService kad) = await CreateAsync(1);
        Libp2pHost server = await _world.ListenAsync(2);
        server.Handle(Options.ProtocolId, async (stream, cancel) =>
        {
            await stream.ReadMessageAsync(1000, cancel);
            await stream.WriteMessageAsync([1, 2, 3], cancel);
            stream.CloseWrite();
        });
        await HostWorld.ConnectAsync(client, server);
        await _world.WaitAsync(2);
        kad.TableCount.ShouldBe(1);
        for (int i = 0; i < 5; i++)
        {
            (await kad.AskAsync(new KadPeer(server.Id, server.ListenAddresses), default, CancellationToken.None)).ShouldBeNull();
        }

        client.IsBanned(server.Id).ShouldBeTrue();
        (await kad.FindClosestAsync(new byte[4], CancellationToken.None)).ShouldBeEmpty();
        kad.TableCount.ShouldBe(0);
    });

    [Fact]
    public void Message_WithManyPeersAndAddresses_IsBounded()
    {
        Multiaddr[] many = [.. Enumerable.Range(1, 60).Select(i => Multiaddr.Parse($"/ip4/8.8.8.{i}/tcp/1"))];
        KadMessage message = new(KadMessageType.FindNode, "key"u8.ToArray(), [new KadPeer(KadSamples.NewPeer(), many)]);
        KadMessage.TryRead(message.ToArray(), out KadMessage? read).ShouldBeTrue();
        read.Key.ToArray().ShouldBe("key"u8.ToArray());
        read.CloserPeers.ShouldHaveSingleItem().Addresses.ShouldBe(many[..KadMessage.AddressesMax]);
        KadMessage tooMany = message with { CloserPeers = [.. Enumerable.Range(0, KadMessage.PeersMax + 1).Select(_ => KadSamples.At("8.8.8.8"))] };
        KadMessage.TryRead(tooMany.ToArray(), out _).ShouldBeFalse();
        KadMessage.TryRead((message with { Key = new byte[KadMessage.KeyBytesMax + 1] }).ToArray(), out _).ShouldBeFalse();
        KadMessage.TryRead(new byte[KadMessage.BytesMax + 1], out _).ShouldBeFalse();
    }

    private async Task<(Libp2pHost Host, KadService Kad)> CreateAsync(int number, KadOptions? options = null)
    {
        Libp2pHost host = _world.Create(number);
        KadService kad = new(host, options ?? Options, _world.Time, new Random(number));
        await host.ListenAsync(HostWorld.Address(number), CancellationToken.None);
        return (host, kad);
    }
}
