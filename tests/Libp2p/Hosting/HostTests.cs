using System.Net;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Protocols;
using P2PProver.Libp2p.Simulation;

namespace P2PProver.Libp2p.Tests.Hosting;

/// <summary>Hosts on a simulated network in virtual time.</summary>
public sealed class HostTests : IDisposable
{
    private readonly VirtualTime _time = new();
    private readonly SimulatedNetwork _network;
    private readonly List<PeerIdentity> _identities = [];

    public HostTests()
    {
        _network = new SimulatedNetwork(_time, new SimulatedNetworkOptions(), 1);
    }

    public void Dispose()
    {
        foreach (PeerIdentity identity in _identities)
        {
            identity.Dispose();
        }
    }

    [Fact]
    public void Dial_ByManyAtOnce_MakesOneConnection() => Run(async () =>
    {
        Libp2pHost one = CreateHost(1);
        Libp2pHost two = CreateHost(2);
        Multiaddr address = (await ListenAsync(two, 2)).WithPeer(two.Id);
        DialResult[] results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => one.DialAsync(address, CancellationToken.None)));
        results.Select(r => r.Connection.ShouldNotBeNull()).Distinct().Count().ShouldBe(1);
        one.Connections.Count.ShouldBe(1);
        (await one.DialAsync(address, CancellationToken.None)).Connection.ShouldBe(results[0].Connection);
        await CloseAsync(one, two);
    });

    [Fact]
    public void Peers_OnceConnected_IdentifyAndPingEachOther() => Run(async () =>
    {
        Libp2pHost one = CreateHost(1);
        Libp2pHost two = CreateHost(2);
        Multiaddr address = await ListenAsync(two, 2);
        Connection connection = (await one.DialAsync(address.WithPeer(two.Id), CancellationToken.None)).Connection.ShouldNotBeNull();
        await Task.Delay(TimeSpan.FromSeconds(2), _time);
        IdentifyMessage known = one.Peers.Find(two.Id).ShouldNotBeNull();
        known.ListenAddresses.ShouldBe([address]);
        known.Protocols.ShouldContain(p => p == PingProtocol.Id);
        known.ObservedAddress.ShouldBe(connection.LocalAddress);
        PeerRecord.TryOpen(known.SignedPeerRecord.Span, out PeerRecord? record).ShouldBeTrue();
        record.Addresses.ShouldBe([address]);
        two.Peers.Find(one.Id).ShouldNotBeNull();

        TimeSpan ping = (await PingProtocol.PingAsync(connection, _time, CancellationToken.None)).ShouldNotBeNull();
        ping.ShouldBeInRange(TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(170));

        two.Handle("/later", (stream, _) => Task.FromResult(stream));
        await two.PushAsync(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(1), _time);
        one.Peers.Find(two.Id).ShouldNotBeNull().Protocols.ShouldContain(p => p == "/later");
        await CloseAsync(one, two);
    });

    [Fact]
    public void Dial_ToAnAddressThatFails_RestsAndTriesAgain() => Run(async () =>
    {
        Libp2pHost one = CreateHost(1);
        Libp2pHost two = CreateHost(2);
        Multiaddr address = Address(2).WithPeer(two.Id);
        (await one.DialAsync(address, CancellationToken.None)).Fault.ShouldBe(DialFault.Unreachable);
        await ListenAsync(two, 2);
        (await one.DialAsync(address, CancellationToken.None)).Fault.ShouldBe(DialFault.BackOff);
        await Task.Delay(TimeSpan.FromSeconds(3), _time);
        (await one.DialAsync(address, CancellationToken.None)).Fault.ShouldBe(DialFault.None);
        await CloseAsync(one, two);
    });

    [Fact]
    public void Dial_WithADeadAddressFirst_ReachesTheLivingOneSoon() => Run(async () =>
    {
        Libp2pHost one = CreateHost(1);
        Libp2pHost two = CreateHost(2);
        await ListenAsync(two, 2);
        _network.Partition([Ip(1)], [Ip(9)]);
        TimeSpan start = _time.Elapsed;
        DialResult result = await one.DialAsync(two.Id, [Address(9), Address(2)], CancellationToken.None);
        result.Fault.ShouldBe(DialFault.None);
        (_time.Elapsed - start).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        await CloseAsync(one, two);
    });

    [Fact]
    public void Dial_ToAnotherPeerThanExpected_IsRefused() => Run(async () =>
    {
        Libp2pHost one = CreateHost(1);
        Libp2pHost two = CreateHost(2);
        Libp2pHost three = CreateHost(3);
        Multiaddr address = await ListenAsync(two, 2);
        (await one.DialAsync(address.WithPeer(three.Id), CancellationToken.None)).Fault.ShouldBe(DialFault.WrongPeer);
        (await one.DialAsync(address.WithPeer(one.Id), CancellationToken.None)).Fault.ShouldBe(DialFault.NotAdmitted);
        (await one.DialAsync(address, CancellationToken.None)).Fault.ShouldBe(DialFault.NoAddress);
        (await one.DialAsync(Multiaddr.Parse("/dns/a/udp/1").WithPeer(two.Id), CancellationToken.None)).Fault.ShouldBe(DialFault.NoAddress);
        await CloseAsync(one, two, three);
    });

    [Fact]
    public void Connections_BeyondTheNodesBound_AreTurnedAway() => Run(async () =>
    {
        Libp2pHost server = CreateHost(1, new HostOptions { NodeLimits = ResourceLimits.Node with { InboundConnectionsMax = 3 } });
        Multiaddr address = (await ListenAsync(server, 1)).WithPeer(server.Id);
        Libp2pHost[] clients = [.. Enumerable.Range(2, 5).Select(i => CreateHost(i))];
        foreach (Libp2pHost client in clients)
        {
            await client.DialAsync(address, CancellationToken.None);
        }

        await Task.Delay(TimeSpan.FromSeconds(2), _time);
        server.Connections.Count.ShouldBe(3);
        server.Resources.Used(ResourceKind.InboundConnections).ShouldBe(3);
        clients.Count(c => c.Connections.Count > 0).ShouldBe(3);
        await clients.First(c => c.Connections.Count > 0).DisposeAsync();
        await Task.Delay(TimeSpan.FromSeconds(2), _time);
        server.Resources.Used(ResourceKind.InboundConnections).ShouldBe(2);
        await CloseAsync([server, .. clients]);
        server.Resources.Used(ResourceKind.InboundConnections).ShouldBe(0);
    });

    [Fact]
    public void Links_ThatSayNothing_AreBoundedAndGoAway() => Run(async () =>
    {
        Libp2pHost server = CreateHost(1, new HostOptions { PendingInboundMax = 4, InboundPerAddressMax = 1 });
        Multiaddr address = await ListenAsync(server, 1);
        List<ILink> silent = [];
        foreach (int host in (int[])[2, 2, 3, 4, 5, 6])
        {
            silent.Add(await _network.CreateHost(Ip(host)).DialAsync(address, CancellationToken.None));
        }

        await Task.Delay(TimeSpan.FromSeconds(1), _time);
        int[] refused = [.. await Task.WhenAll(silent.Select(IsClosedAsync))];
        refused.Sum().ShouldBe(2, "the second of one address, and the fifth of all");

        Libp2pHost late = CreateHost(7);
        await Task.Delay(TimeSpan.FromSeconds(11), _time);
        (await late.DialAsync(address.WithPeer(server.Id), CancellationToken.None)).Fault.ShouldBe(DialFault.None);
        await CloseAsync(server, late);
    });

    [Fact]
    public void Peer_WhenBanned_IsDisconnectedAndTurnedAwayForAWhile() => Run(async () =>
    {
        Libp2pHost one = CreateHost(1);
        Libp2pHost two = CreateHost(2);
        Multiaddr address = (await ListenAsync(two, 2)).WithPeer(two.Id);
        Connection connection = (await one.DialAsync(address, CancellationToken.None)).Connection.ShouldNotBeNull();
        await Task.Delay(TimeSpan.FromSeconds(1), _time);
        two.Ban(one.Id, TimeSpan.FromMinutes(1));
        await connection.Completion;
        await one.DialAsync(address, CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(2), _time);
        two.Connections.ShouldBeEmpty();
        await Task.Delay(TimeSpan.FromMinutes(2), _time);
        (await one.DialAsync(address, CancellationToken.None)).Fault.ShouldBe(DialFault.None);
        await Task.Delay(TimeSpan.FromSeconds(1), _time);
        two.Connections.Count.ShouldBe(1);
        await CloseAsync(one, two);
    });

    [Fact]
    public void Peers_DiallingEachOtherAtOnce_BothKeepWhatTheyHave() => Run(async () =>
    {
        Libp2pHost one = CreateHost(1);
        Libp2pHost two = CreateHost(2);
        Multiaddr atOne = (await ListenAsync(one, 1)).WithPeer(one.Id);
        Multiaddr atTwo = (await ListenAsync(two, 2)).WithPeer(two.Id);
        DialResult[] results = await Task.WhenAll(one.DialAsync(atTwo, CancellationToken.None), two.DialAsync(atOne, CancellationToken.None));
        results.ShouldAllBe(r => r.IsConnected);
        StreamResult stream = await one.OpenStreamAsync(two.Id, [PingProtocol.Id], CancellationToken.None);
        stream.Fault.ShouldBe(StreamFault.None);
        await stream.Stream!.DisposeAsync();
        await CloseAsync(one, two);
    });

    [Fact]
    public void Handler_ThatFails_CostsItsStreamOnly() => Run(async () =>
    {
        Libp2pHost one = CreateHost(1);
        Libp2pHost two = CreateHost(2);
        two.Handle("/broken", (_, _) => throw new InvalidOperationException("a mistake"));
        Multiaddr address = (await ListenAsync(two, 2)).WithPeer(two.Id);
        Connection connection = (await one.DialAsync(address, CancellationToken.None)).Connection.ShouldNotBeNull();
        await connection.OpenStreamAsync(["/broken"], CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(1), _time);
        (await PingProtocol.PingAsync(connection, _time, CancellationToken.None)).ShouldNotBeNull();
        Should.Throw<InvalidOperationException>(() => two.Handle("/broken", (_, _) => Task.CompletedTask));
        await CloseAsync(one, two);
    });

    [Fact]
    public void Host_StartedAgainWithItsKey_IsTheSamePeerWithANewerRecord() => Run(async () =>
    {
        Libp2pHost one = CreateHost(1);
        PeerIdentity identity = PeerIdentity.Generate();
        _identities.Add(identity);
        ulong before = 0;
        for (int start = 0; start < 3; start++)
        {
            await using Libp2pHost again = new(identity, [_network.CreateHost(Ip(2))], new HostOptions(), _time);
            Multiaddr address = (await ListenAsync(again, 2)).WithPeer(identity.Id);
            (await one.DialAsync(address, CancellationToken.None)).Fault.ShouldBe(DialFault.None);
            await Task.Delay(TimeSpan.FromSeconds(1), _time);
            PeerRecord.TryOpen(one.Peers.Find(identity.Id).ShouldNotBeNull().SignedPeerRecord.Span, out PeerRecord? record).ShouldBeTrue();
            record.Sequence.ShouldBeGreaterThan(before);
            before = record.Sequence;
            await again.DisposeAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), _time);
        }

        await CloseAsync(one);
    });

    private static IPAddress Ip(int host) => IPAddress.Parse($"10.0.0.{host}");

    private static Multiaddr Address(int host) => Multiaddr.Parse($"/ip4/10.0.0.{host}/tcp/4001");

    private static Task<Multiaddr> ListenAsync(Libp2pHost host, int number) => host.ListenAsync(Address(number), CancellationToken.None);

    private static async Task<int> IsClosedAsync(ILink link)
    {
        // A listener says its first line at once, so a link that is kept always has something to read.
        byte[] buffer = new byte[64];
        return await link.ReadAsync(buffer, CancellationToken.None) == 0 ? 1 : 0;
    }

    private static async Task CloseAsync(params Libp2pHost[] hosts)
    {
        foreach (Libp2pHost host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    private Libp2pHost CreateHost(int number, HostOptions? options = null)
    {
        PeerIdentity identity = PeerIdentity.Generate();
        _identities.Add(identity);
        return new Libp2pHost(identity, [_network.CreateHost(Ip(number))], options ?? new HostOptions(), _time);
    }

    private void Run(Func<Task> test) => _time.Run(test, TimeSpan.FromMinutes(30));
}
