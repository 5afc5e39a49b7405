using System.Net;
using System.Text;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;
using P2PProver.Libp2p.Simulation;

namespace P2PProver.Libp2p.Tests.Gossipsub;

/// <summary>The whole stack in virtual time: hosts with Noise and Yamux on simulated links, and gossip on top.</summary>
public sealed class GossipServiceTests : IDisposable
{
    private const string Topic = "t";

    private readonly VirtualTime _time = new();
    private readonly SimulatedNetwork _network;
    private readonly List<PeerIdentity> _identities = [];
    private readonly List<Libp2pHost> _hosts = [];
    private readonly List<GossipService> _services = [];

    public GossipServiceTests()
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

    [Theory]
    [InlineData(SignaturePolicy.StrictSign)]
    [InlineData(SignaturePolicy.StrictNoSign)]
    public void EightNodes_OfWhichOneDies_DeliverEverythingToAllOthers(SignaturePolicy policy) => Run(async () =>
    {
        GossipSubscription[] subscriptions = new GossipSubscription[8];
        for (int i = 0; i < 8; i++)
        {
            await AddAsync(i + 1, Options() with { SignaturePolicy = policy, FloodPublish = false });
            subscriptions[i] = _services[i].Subscribe(Topic, new GossipSubscriptionOptions { Validator = SlowlyAcceptAsync });
        }

        for (int i = 0; i < 8; i++)
        {
            await ConnectAsync(i, (i + 1) % 8);
            await ConnectAsync(i, (i + 3) % 8);
        }

        await Seconds(5);
        for (int i = 0; i < 16; i++)
        {
            _services[i % 8].Publish(Topic, Encoding.UTF8.GetBytes($"{i}")).Status.ShouldBe(GossipPublishStatus.Sent);
        }

        await Seconds(5);
        foreach (GossipSubscription subscription in subscriptions)
        {
            Take(subscription).Count.ShouldBe(14);
        }

        _network.Kill(Ip(8));
        await Seconds(30);
        _services[0].Publish(Topic, "after"u8);
        await Seconds(5);
        for (int i = 1; i < 7; i++)
        {
            Take(subscriptions[i]).ShouldBe(["after"]);
        }
    });

    [Fact]
    public void Partition_OnceHealed_IsRepairedByGossipAndNewMeshes() => Run(async () =>
    {
        GossipSubscription[] subscriptions = new GossipSubscription[6];
        for (int i = 0; i < 6; i++)
        {
            await AddAsync(i + 1, Options());
            subscriptions[i] = _services[i].Subscribe(Topic, new GossipSubscriptionOptions());
        }

        for (int i = 0; i < 6; i++)
        {
            await ConnectAsync(i, (i + 1) % 6);
            await ConnectAsync(i, (i + 2) % 6);
        }

        await Seconds(3);
        _network.Partition([Ip(1), Ip(2), Ip(3)], [Ip(4), Ip(5), Ip(6)]);
        _services[0].Publish(Topic, "during"u8);
        await Seconds(2);
        Take(subscriptions[2]).ShouldBe(["during"]);
        Take(subscriptions[4]).ShouldBeEmpty();
        _network.Heal();
        await Seconds(5);
        Take(subscriptions[4]).ShouldBe(["during"]);
    });

    [Fact]
    public void Bootstrapper_NamesSignedPeers_WhoThenConnectToEachOther() => Run(async () =>
    {
        await AddAsync(1, Options() with { MeshSize = 0, MeshSizeMin = 0, MeshSizeMax = 0, MeshBest = 0, MeshOutbound = 0 });
        for (int i = 2; i <= 5; i++)
        {
            await AddAsync(i, Options() with { Thresholds = new ScoreThresholds { AcceptPeers = 0 } });
        }

        foreach (GossipService service in _services)
        {
            service.Subscribe(Topic, new GossipSubscriptionOptions());
        }

        for (int i = 1; i < 5; i++)
        {
            await ConnectAsync(i, 0);
            await Seconds(3);
        }

        await Seconds(120);
        for (int i = 1; i < 5; i++)
        {
            _services[i].PeerCount.ShouldBeGreaterThan(1);
            _services[i].MeshPeers(Topic).ShouldNotContain(_hosts[0].Id);
        }

        _services[1].MeshPeers(Topic).ShouldNotBeEmpty();
    });

    [Fact]
    public void Stranger_WhoSendsGarbageOrEndlessLengths_LosesItsStreamAndPoints_AndNobodyElseNotices() => Run(async () =>
    {
        List<GossipTraceEvent> trace = [];
        await AddAsync(1, Options(), new ListTrace(trace));
        await AddAsync(2, Options());
        Libp2pHost stranger = await AddHostAsync(3);
        GossipSubscription subscription = _services[0].Subscribe(Topic, new GossipSubscriptionOptions());
        _services[1].Subscribe(Topic, new GossipSubscriptionOptions());
        await ConnectAsync(1, 0);
        Connection connection = (await stranger.DialAsync(_hosts[0].ListenAddresses[0].WithPeer(_hosts[0].Id), CancellationToken.None)).Connection.ShouldNotBeNull();
        stranger.Handle(GossipProtocols.All[0], (_, cancel) => Task.Delay(TimeSpan.FromHours(1), _time, cancel));
        await stranger.PushAsync(CancellationToken.None);
        await Seconds(2);
        byte[][] openings =
        [
            [0xff, 0xff, 0xff, 0xff, 0x7f],
            [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [3, 0xff, 0xff, 0xff],
            [2, 0x1a, 0x7f],
            [1, 0x08],
        ];
        foreach (byte[] opening in openings)
        {
            await using MuxedStream stream = (await connection.OpenStreamAsync(GossipProtocols.All, CancellationToken.None)).Stream.ShouldNotBeNull();
            await stream.WriteAsync(opening, CancellationToken.None);
            (await IsResetAsync(stream)).ShouldBeTrue();
        }

        trace.Count(t => t.Kind == GossipTraceKind.Breach && t.Peer == stranger.Id).ShouldBe(openings.Length);
        _hosts[0].IsBanned(stranger.Id).ShouldBeTrue("so many are enough");
        _services[1].Publish(Topic, "fine"u8);
        await Seconds(2);
        Take(subscription).ShouldBe(["fine"]);
    });

    [Fact]
    public void Stream_OpenedAgain_ReplacesTheOldOne() => Run(async () =>
    {
        await AddAsync(1, Options());
        Libp2pHost other = await AddHostAsync(2);
        other.Handle(GossipProtocols.All[1], (_, cancel) => Task.Delay(TimeSpan.FromHours(1), _time, cancel));
        _services[0].Subscribe(Topic, new GossipSubscriptionOptions());
        Connection connection = (await other.DialAsync(_hosts[0].ListenAddresses[0].WithPeer(_hosts[0].Id), CancellationToken.None)).Connection.ShouldNotBeNull();
        await using MuxedStream first = (await connection.OpenStreamAsync(GossipProtocols.All, CancellationToken.None)).Stream.ShouldNotBeNull();
        await first.WriteMessageAsync(new GossipRpc { Subscriptions = [new("one", true)] }.Encoding.Span, CancellationToken.None);
        await Seconds(1);
        await using MuxedStream second = (await connection.OpenStreamAsync(GossipProtocols.All, CancellationToken.None)).Stream.ShouldNotBeNull();
        await second.WriteMessageAsync(new GossipRpc { Subscriptions = [new("two", true)] }.Encoding.Span, CancellationToken.None);
        await Seconds(1);
        (await IsResetAsync(first)).ShouldBeTrue();
        _services[0].Followers("one").ShouldBe([other.Id]);
        _services[0].Followers("two").ShouldBe([other.Id]);
        connection.Close();
        await Seconds(3);
        _services[0].PeerCount.ShouldBe(0);
    });

    [Fact]
    public void Peer_ThatNeverReads_DoesNotHoldUpTheOthers() => Run(async () =>
    {
        await AddAsync(1, Options() with { QueueBytesMax = 2 << 20, FloodPublish = false });
        await AddAsync(2, Options());
        Libp2pHost deaf = await AddHostAsync(3);
        deaf.Handle(GossipProtocols.All[0], (_, cancel) => Task.Delay(TimeSpan.FromHours(1), _time, cancel));
        _services[0].Subscribe(Topic, new GossipSubscriptionOptions());
        GossipSubscription subscription = _services[1].Subscribe(Topic, new GossipSubscriptionOptions());
        Connection connection = (await deaf.DialAsync(_hosts[0].ListenAddresses[0].WithPeer(_hosts[0].Id), CancellationToken.None)).Connection.ShouldNotBeNull();
        await using MuxedStream stream = (await connection.OpenStreamAsync(GossipProtocols.All, CancellationToken.None)).Stream.ShouldNotBeNull();
        await stream.WriteMessageAsync(new GossipRpc { Subscriptions = [new(Topic, true)], Graft = [Topic] }.Encoding.Span, CancellationToken.None);
        await ConnectAsync(1, 0);
        await Seconds(3);
        _services[0].MeshPeers(Topic).ShouldContain(deaf.Id);
        _hosts[0].Values.ValueOf(deaf.Id).ShouldBeGreaterThan(0, "peers of a mesh are worth keeping");
        for (int i = 0; i < 40; i++)
        {
            byte[] data = new byte[500_000];
            data[0] = (byte)i;
            _services[0].Publish(Topic, data);
            await Task.Delay(TimeSpan.FromMilliseconds(500), _time);
        }

        await Seconds(5);
        int got = 0;
        while (subscription.Messages.TryRead(out _))
        {
            got++;
        }

        got.ShouldBe(40);
    });

    [Fact]
    public void DirectPeers_FindEachOther_AndDeliverWithoutAMesh() => Run(async () =>
    {
        Libp2pHost first = await AddHostAsync(1);
        Libp2pHost second = await AddHostAsync(2);
        foreach ((Libp2pHost host, Libp2pHost other, PeerIdentity identity) in
            (IEnumerable<(Libp2pHost, Libp2pHost, PeerIdentity)>)[(first, second, _identities[0]), (second, first, _identities[1])])
        {
            GossipOptions options = Options() with
            {
                DirectPeers = new Dictionary<PeerId, IReadOnlyList<Multiaddr>> { [other.Id] = other.ListenAddresses },
                FloodPublish = false,
            };
            _services.Add(new GossipService(host, identity, options, _time, 1));
        }

        GossipSubscription subscription = _services[1].Subscribe(Topic, new GossipSubscriptionOptions());
        _services[0].Subscribe(Topic, new GossipSubscriptionOptions());
        await Seconds(5);
        _services[0].Publish(Topic, "direct"u8);
        await Seconds(1);
        Take(subscription).ShouldBe(["direct"]);
        _services[0].MeshPeers(Topic).ShouldBeEmpty();
    });

    [Fact]
    public void Validators_RunSoManyAtATime() => Run(async () =>
    {
        int running = 0;
        int most = 0;
        await AddAsync(1, Options() with { ValidationConcurrency = 3 });
        await AddAsync(2, Options());
        GossipSubscription subscription = _services[0].Subscribe(Topic, new GossipSubscriptionOptions
        {
            Validator = async (_, _, _) =>
            {
                most = Math.Max(most, ++running);
                await Seconds(0.1);
                running--;
                return GossipVerdict.Accept;
            },
        });
        _services[1].Subscribe(Topic, new GossipSubscriptionOptions());
        await ConnectAsync(1, 0);
        await Seconds(3);
        for (int i = 0; i < 20; i++)
        {
            _services[1].Publish(Topic, [(byte)i]);
        }

        await Seconds(5);
        Take(subscription).Count.ShouldBe(20);
        most.ShouldBe(3);
    });

    [Fact]
    public void Validator_ThatFails_CostsItsMessageOnly_AndFullApplicationsLoseTheNewest() => Run(async () =>
    {
        List<GossipTraceEvent> trace = [];
        List<string> failures = [];
        await AddAsync(1, Options() with { DeliveriesMax = 3 }, new ListTrace(trace), (topic, _) => failures.Add(topic));
        await AddAsync(2, Options());
        GossipSubscription subscription = _services[0].Subscribe(Topic, new GossipSubscriptionOptions
        {
            Validator = (message, _, _) => message.Data.Length == 0 ? throw new InvalidOperationException("a mistake") : ValueTask.FromResult(GossipVerdict.Accept),
        });
        _services[1].Subscribe(Topic, new GossipSubscriptionOptions());
        await ConnectAsync(1, 0);
        await Seconds(3);
        _services[1].Publish(Topic, []);
        for (int i = 0; i < 5; i++)
        {
            _services[1].Publish(Topic, Encoding.UTF8.GetBytes($"{i}"));
        }

        await Seconds(2);
        failures.ShouldBe([Topic]);
        trace.Count(t => t.Kind == GossipTraceKind.DeliveryDropped).ShouldBe(2);
        Take(subscription).Count.ShouldBe(3);
        _services[0].Score(_hosts[1].Id).ShouldBe(0);
        _services[0].Unsubscribe(subscription);
        subscription.Messages.Completion.IsCompleted.ShouldBeTrue();
        Should.NotThrow(() => _services[0].Subscribe(Topic, new GossipSubscriptionOptions()));
    });

    private static GossipOptions Options() => new();

    private static IPAddress Ip(int host) => IPAddress.Parse($"10.0.0.{host}");

    // Shouldly would wait on another thread, which the virtual clock does not see.
    private static async Task<bool> IsResetAsync(MuxedStream stream)
    {
        try
        {
            await stream.ReadAsync(new byte[1], CancellationToken.None);
            return false;
        }
        catch (StreamResetException)
        {
            return true;
        }
    }

    private static List<string> Take(GossipSubscription subscription)
    {
        List<string> texts = [];
        while (subscription.Messages.TryRead(out GossipDelivery delivery))
        {
            texts.Add(Encoding.UTF8.GetString(delivery.Message.Data.Span));
        }

        return texts;
    }

    private async ValueTask<GossipVerdict> SlowlyAcceptAsync(GossipMessage message, PeerId sender, CancellationToken cancel)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20), _time, CancellationToken.None);
        return GossipVerdict.Accept;
    }

    private async Task<Libp2pHost> AddHostAsync(int number)
    {
        PeerIdentity identity = PeerIdentity.Generate();
        _identities.Add(identity);
        Libp2pHost host = new(identity, [_network.CreateHost(Ip(number))], new HostOptions(), _time);
        await host.ListenAsync(Multiaddr.Parse($"/ip4/10.0.0.{number}/tcp/4001"), CancellationToken.None);
        _hosts.Add(host);
        return host;
    }

    private async Task AddAsync(int number, GossipOptions options, IGossipTrace? trace = null, Action<string, Exception>? failed = null)
    {
        Libp2pHost host = await AddHostAsync(number);
        IReadOnlyList<IGossipTrace> traces = trace is null ? [] : [trace];
        _services.Add(new GossipService(host, _identities[^1], options, _time, (ulong)number, traces) { ValidatorFailed = failed });
    }

    private async Task ConnectAsync(int from, int to) =>
        (await _hosts[from].DialAsync(_hosts[to].ListenAddresses[0].WithPeer(_hosts[to].Id), CancellationToken.None)).Fault.ShouldBe(DialFault.None);

    private Task Seconds(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _time);

    private void Run(Func<Task> test) => _time.Run(
        async () =>
        {
            await test();
            foreach (GossipService service in _services)
            {
                await service.DisposeAsync();
            }

            foreach (Libp2pHost host in _hosts)
            {
                await host.DisposeAsync();
            }
        },
        TimeSpan.FromMinutes(30));

    private sealed class ListTrace(List<GossipTraceEvent> events) : IGossipTrace
    {
        public void Trace(in GossipTraceEvent happened) => events.Add(happened);
    }
}
