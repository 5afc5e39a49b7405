using System.Net;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Simulation;

namespace P2PProver.Libp2p.Tests.Hosting;

public sealed class PenaltyTests
{
    [Fact]
    public void Points_WithTime_FadeAndAtTheThresholdBeginAnew()
    {
        VirtualTime time = new();
        PenaltyLedger ledger = new(new PenaltyOptions { HalfLife = TimeSpan.FromMinutes(1) }, time);
        time.Run(
            async () =>
            {
                ledger.Add("a", 60, 100).ShouldBeFalse();
                await Task.Delay(TimeSpan.FromMinutes(1), time);
                ledger.PointsOf("a").ShouldBe(30, 0.001);
                ledger.Add("a", 60, 100).ShouldBeFalse();
                ledger.Add("a", 10, 100).ShouldBeTrue();
                ledger.PointsOf("a").ShouldBe(0);
            },
            TimeSpan.FromHours(1));
    }

    [Fact]
    public void Ledger_UnderAFloodOfOffenders_StaysBoundedAndKeepsTheWorst()
    {
        PenaltyLedger ledger = new(new PenaltyOptions { EntriesMax = 64 }, new VirtualTime());
        ledger.Add("worst", 90, 100);
        for (int i = 0; i < 10_000; i++)
        {
            ledger.Add(i, 1, 100);
        }

        ledger.Count.ShouldBeLessThanOrEqualTo(64);
        ledger.Add("worst", 10, 100).ShouldBeTrue();
    }

    [Fact]
    public void Peer_ThatOffendsTwice_IsDisconnectedAndTurnedAway()
    {
        using HostWorld world = new();
        world.Run(async () =>
        {
            Libp2pHost server = await world.ListenAsync(1);
            Libp2pHost client = world.Create(2);
            Connection connection = await HostWorld.ConnectAsync(client, server);
            await world.WaitAsync(1);
            Connection inbound = server.Connections.ShouldHaveSingleItem();
            server.Report(inbound, Offence.BadFrame);
            server.IsBanned(client.Id).ShouldBeFalse();
            server.Report(inbound, Offence.BadFrame);
            server.IsBanned(client.Id).ShouldBeTrue();
            await connection.Completion;

            Libp2pHost neighbour = world.Create(2);
            await HostWorld.ConnectAsync(neighbour, server);
            server.IsBanned(HostWorld.Ip(2)).ShouldBeFalse("others share the address");
            await world.WaitAsync(11 * 60);
            server.IsBanned(client.Id).ShouldBeFalse();
        });
    }

    [Fact]
    public void Address_WithManyKeys_IsBannedInTheEnd()
    {
        using HostWorld world = new();
        world.Run(async () =>
        {
            Libp2pHost server = await world.ListenAsync(1);
            Libp2pHost honest = world.Create(3);
            Connection kept = await HostWorld.ConnectAsync(honest, server);
            int keys = 0;
            while (!server.IsBanned(HostWorld.Ip(2)))
            {
                keys++.ShouldBeLessThan(10);
                Libp2pHost client = world.Create(2);
                await HostWorld.ConnectAsync(client, server);
                await world.WaitAsync(1);
                Connection inbound = server.Connections.Single(c => c.RemotePeer == client.Id);
                server.Report(inbound, Offence.Flood);
                server.Report(inbound, Offence.Flood);
            }

            Libp2pHost late = world.Create(2);
            (await late.DialAsync(HostWorld.Address(1).WithPeer(server.Id), CancellationToken.None)).IsConnected.ShouldBeFalse();
            kept.IsEnding.ShouldBeFalse();
            server.IsBanned(IPAddress.Loopback).ShouldBeFalse();
        });
    }

    [Fact]
    public void Handshakes_WhenTooManyAreUnderWay_NewAddressesDisplaceTheBusiest()
    {
        using HostWorld world = new();
        world.Run(async () =>
        {
            Libp2pHost server = await world.ListenAsync(1, new HostOptions { PendingInboundMax = 8, InboundPerAddressMax = 16 });
            List<ILink> silent = [];
            for (int i = 0; i < 8; i++)
            {
                silent.Add(await world.Network.CreateHost(HostWorld.Ip(66)).DialAsync(HostWorld.Address(1), CancellationToken.None));
            }

            await world.WaitAsync(1);
            Libp2pHost honest = world.Create(2);
            TimeSpan start = world.Time.Elapsed;
            await HostWorld.ConnectAsync(honest, server);
            (world.Time.Elapsed - start).ShouldBeLessThan(TimeSpan.FromSeconds(2), "it waits for nobody's time-out");
        });
    }

    [Fact]
    public void Dispose_DuringAHandshake_WaitsForItsEnd()
    {
        using HostWorld world = new();
        world.Run(async () =>
        {
            Libp2pHost server = await world.ListenAsync(1);
            ILink silent = await world.Network.CreateHost(HostWorld.Ip(2)).DialAsync(HostWorld.Address(1), CancellationToken.None);
            Libp2pHost dialler = world.Create(3);
            Task<DialResult> dial = dialler.DialAsync(HostWorld.Address(1).WithPeer(server.Id), CancellationToken.None);
            await world.WaitAsync(0.1);
            await server.DisposeAsync();
            server.Resources.Used(ResourceKind.InboundConnections).ShouldBe(0);
            byte[] rest = new byte[1000];
            while (await silent.ReadAsync(rest, CancellationToken.None) > 0)
            {
                // What the server said before it went.
            }

            await dial;
        });
    }
}
