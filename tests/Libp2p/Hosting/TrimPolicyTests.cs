using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Hosting.Trimming;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Tests.Hosting;

public sealed class TrimPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TrimOptions Options = new() { LowWater = 3, HighWater = 5, Grace = TimeSpan.FromSeconds(20) };
    private static readonly PeerId[] Ids = [.. Enumerable.Range(0, 8).Select(_ => NewId()).Order()];

    [Fact]
    public void Choose_AtHighWater_GivesUpNobody() => Choose(Enumerable.Range(0, 5).Select(i => Peer(i))).ShouldBeEmpty();

    [Fact]
    public void Choose_AboveHighWater_GoesDownToLowWaterByValue() =>
        Choose(Enumerable.Range(0, 6).Select(i => Peer(i) with { Value = 10 - i })).ShouldBe([5, 4, 3]);

    [Fact]
    public void Choose_WithProtectedAndNewPeers_SparesThem()
    {
        TrimCandidate[] peers = [.. Enumerable.Range(0, 6).Select(i => Peer(i))];
        peers[0] = peers[0] with { IsProtected = true, Value = -100 };
        peers[1] = peers[1] with { OpenedAt = Now.AddSeconds(-19), Value = -100 };
        peers[2] = peers[2] with { IsProtected = true };
        peers[3] = peers[3] with { IsProtected = true };
        Choose(peers).ShouldBe([4, 5]);
    }

    [Fact]
    public void Choose_AmongEquals_PrefersIdleThenInboundThenNew()
    {
        TrimCandidate[] peers = [.. Enumerable.Range(0, 6).Select(i => Peer(i) with { Streams = 1 })];
        peers[4] = peers[4] with { Streams = 0, IsInbound = false };
        peers[2] = peers[2] with { IsInbound = false };
        peers[1] = peers[1] with { OpenedAt = Now.AddSeconds(-30) };
        Choose(peers).ShouldBe([4, 1, 0]);
    }

    [Fact]
    public void Choose_CountsAllConnectionsOfAPeer() =>
        Choose([Peer(0) with { Connections = 3 }, Peer(1) with { Value = 1 }, Peer(2) with { Value = 1 }, Peer(3) with { Value = 1 }]).ShouldBe([0]);

    [Fact]
    public void Values_BeyondTheirBounds_AreNotKept()
    {
        PeerValues values = new(new TrimOptions { PeersMax = 2, ReasonsMax = 2 });
        values.Protect(Ids[0], "a").ShouldBeTrue();
        values.SetValue(Ids[1], "a", 5).ShouldBeTrue();
        values.SetValue(Ids[1], "b", -7).ShouldBeTrue();
        values.SetValue(Ids[1], "c", 1).ShouldBeFalse();
        values.SetValue(Ids[2], "a", 1).ShouldBeFalse();
        values.ValueOf(Ids[1]).ShouldBe(-2);
        values.SetValue(Ids[1], "a", 0).ShouldBeTrue();
        values.SetValue(Ids[1], "b", 0).ShouldBeTrue();
        values.Unprotect(Ids[0], "b");
        values.IsProtected(Ids[0]).ShouldBeTrue();
        values.Unprotect(Ids[0], "a");
        values.Count.ShouldBe(0);
    }

    [Fact]
    public void Host_AboveHighWater_KeepsTheUsefulAndProtected()
    {
        using HostWorld world = new();
        world.Run(async () =>
        {
            TrimOptions trim = new() { LowWater = 3, HighWater = 6, Grace = TimeSpan.FromSeconds(20) };
            Libp2pHost server = await world.ListenAsync(1, new HostOptions { Trim = trim });
            Libp2pHost[] clients = [.. Enumerable.Range(2, 8).Select(i => world.Create(i))];
            foreach (Libp2pHost client in clients)
            {
                await HostWorld.ConnectAsync(client, server);
            }

            server.Values.Protect(clients[0].Id, "test");
            server.Values.SetValue(clients[1].Id, "test", 10);
            await world.WaitAsync(15);
            server.Connections.Count.ShouldBe(8, "all are new");
            await world.WaitAsync(20);
            server.Connections.Count.ShouldBe(3);
            server.Connections.Select(c => c.RemotePeer).ShouldContain(p => p == clients[0].Id);
            server.Connections.Select(c => c.RemotePeer).ShouldContain(p => p == clients[1].Id);
            clients.Count(c => c.Connections.Count == 1).ShouldBe(3);
            server.Resources.Used(ResourceKind.InboundConnections).ShouldBe(3);
        });
    }

    private static PeerId NewId()
    {
        using PeerIdentity identity = PeerIdentity.Generate();
        return identity.Id;
    }

    private static TrimCandidate Peer(int number) => new(Ids[number], 1, Now.AddSeconds(-60), IsInbound: true, Streams: 0, Value: 0, IsProtected: false);

    private static int[] Choose(IEnumerable<TrimCandidate> peers) => [.. TrimPolicy.Choose([.. peers], Options, Now).Select(p => Array.IndexOf(Ids, p.Peer))];
}
