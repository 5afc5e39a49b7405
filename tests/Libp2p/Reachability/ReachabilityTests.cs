using System.Net;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Reachability;
using P2PProver.Libp2p.Requests;
using P2PProver.Libp2p.Simulation;
using P2PProver.Libp2p.Tests.Hosting;

namespace P2PProver.Libp2p.Tests.Reachability;

public sealed class ReachabilityTests : IDisposable
{
    private static readonly ReachabilityOptions Local = new() { AllowPrivateAddresses = true, DialTimeout = TimeSpan.FromSeconds(5) };
    private readonly HostWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Node_ThatListens_IsPublicAfterTwoObservers() => _world.Run(async () =>
    {
        (Libp2pHost host, ReachabilityService service) = await CreateAsync(1);
        for (int i = 2; i <= 3; i++)
        {
            (Libp2pHost observer, _) = await CreateAsync(i);
            Connection connection = await HostWorld.ConnectAsync(host, observer);
            service.Verdict.ShouldBe(Reach.Unknown);
            (await service.AskAsync(connection, CancellationToken.None)).ShouldBe(true);
            await _world.WaitAsync(1);
            host.Connections.Count.ShouldBe(i - 1, "the connection that was made for it is closed again");
        }

        service.Verdict.ShouldBe(Reach.Public);
        await _world.WaitAsync(31 * 60);
        service.Verdict.ShouldBe(Reach.Unknown, "observations age");
    });

    [Fact]
    public void Node_LeftToItself_AsksItsPeers() => _world.Run(async () =>
    {
        (Libp2pHost host, ReachabilityService service) = await CreateAsync(1);
        for (int i = 2; i <= 4; i++)
        {
            (Libp2pHost observer, _) = await CreateAsync(i);
            await HostWorld.ConnectAsync(host, observer);
        }

        await _world.WaitAsync(2);
        using CancellationTokenSource stop = new();
        Task running = service.RunAsync(stop.Token);
        await _world.WaitAsync(20);
        service.Verdict.ShouldBe(Reach.Public);
        await _world.WaitAsync(45 * 60);
        service.Verdict.ShouldBe(Reach.Public);
        // Not CancelAsync: that goes on in another thread, which the virtual clock does not see.
        stop.Cancel();
        await running;
    });

    [Fact]
    public void Node_BehindAWall_IsPrivateAfterThreeObservers() => _world.Run(async () =>
    {
        // The node believes to listen; who dials it finds nobody, as behind an address translation.
        Libp2pHost host = new(_world.NewIdentity(), [new OneWayTransport(_world.Network.CreateHost(HostWorld.Ip(1)))], new HostOptions(), _world.Time);
        ReachabilityService service = new(host, Local, _world.Time);
        await host.ListenAsync(HostWorld.Address(1), CancellationToken.None);
        for (int i = 2; i <= 4; i++)
        {
            (Libp2pHost observer, _) = await CreateAsync(i);
            Connection connection = await HostWorld.ConnectAsync(host, observer);
            service.Verdict.ShouldBe(Reach.Unknown);
            (await service.AskAsync(connection, CancellationToken.None)).ShouldBe(false);
        }

        service.Verdict.ShouldBe(Reach.Private);
        await host.DisposeAsync();
    });

    [Fact]
    public void Observer_ThatClaimsToHaveDialled_IsNotBelieved() => _world.Run(async () =>
    {
        (Libp2pHost host, ReachabilityService service) = await CreateAsync(1);
        Libp2pHost liar = await _world.ListenAsync(2);
        _ = new RequestServer(liar, new RequestProtocol(DialBackMessage.ProtocolId), async (asker, request, cancel) =>
        {
            // It brings the number over the connection that the asker made.
            DialBackMessage.TryRead(request.Span, out DialBackMessage? message).ShouldBeTrue();
            StreamResult opened = await asker.OpenStreamAsync([DialBackMessage.NonceProtocolId], cancel);
            await opened.Stream!.WriteAsync(message.Nonce, cancel);
            await opened.Stream.DisposeAsync();
            return Reply.Ok(new byte[] { 1 });
        }, _world.Time);
        Connection connection = await HostWorld.ConnectAsync(host, liar);
        (await service.AskAsync(connection, CancellationToken.None)).ShouldBe(false);
        service.Verdict.ShouldBe(Reach.Unknown);
    });

    [Fact]
    public void DialBacks_ForOneNeighbourhood_AreRare() => _world.Run(async () =>
    {
        (Libp2pHost observer, _) = await CreateAsync(1);
        List<bool?> results = [];
        for (int i = 2; i <= 6; i++)
        {
            (Libp2pHost host, ReachabilityService service) = await CreateAsync(i);
            results.Add(await service.AskAsync(await HostWorld.ConnectAsync(host, observer), CancellationToken.None));
        }

        results.ShouldBe([true, true, true, null, null]);
        observer.Connections.Count.ShouldBe(5);
    });

    [Fact]
    public void DialBack_ToAPrivateAddress_IsRefusedUnlessAllowed() => _world.Run(async () =>
    {
        Libp2pHost strict = await _world.ListenAsync(1);
        _ = new ReachabilityService(strict, new ReachabilityOptions(), _world.Time);
        (Libp2pHost host, ReachabilityService service) = await CreateAsync(2);
        (await service.AskAsync(await HostWorld.ConnectAsync(host, strict), CancellationToken.None)).ShouldBeNull();
        (await service.AskAsync(strict.Connections[0], CancellationToken.None)).ShouldBeNull("a peer that came to us is no observer");
    });

    [Fact]
    public void Judge_OfOneNeighbourhood_HearsOneVoice()
    {
        VirtualTime time = new();
        ReachabilityJudge judge = new(new ReachabilityOptions { ObservationsMax = 8 }, time);
        for (int i = 1; i < 50; i++)
        {
            judge.Add(new IPEndPoint(IPAddress.Parse($"8.8.8.{i}"), 1), gotThrough: true);
        }

        (judge.Count, judge.Verdict).ShouldBe((1, Reach.Unknown));
        for (int i = 1; i < 50; i++)
        {
            judge.Add(new IPEndPoint(IPAddress.Parse($"8.8.{i}.8"), 1), gotThrough: false);
        }

        (judge.Count, judge.Verdict).ShouldBe((8, Reach.Private));
        judge.Add(new IPEndPoint(IPAddress.Parse("9.9.9.9"), 1), gotThrough: true);
        judge.Verdict.ShouldBe(Reach.Unknown);
    }

    [Fact]
    public void Message_ThatNamesNoPortOrManyOrNoNumber_IsRefused()
    {
        DialBackMessage good = new(new byte[16], [1, 2, 3, 4]);
        DialBackMessage.TryRead(good.ToArray(), out DialBackMessage? read).ShouldBeTrue();
        read.Ports.ShouldBe([1, 2, 3, 4]);
        DialBackMessage.TryRead((good with { Ports = [] }).ToArray(), out _).ShouldBeFalse();
        DialBackMessage.TryRead((good with { Ports = [1, 2, 3, 4, 5] }).ToArray(), out _).ShouldBeFalse();
        DialBackMessage.TryRead((good with { Ports = [0] }).ToArray(), out _).ShouldBeFalse();
        DialBackMessage.TryRead((good with { Ports = [65536] }).ToArray(), out _).ShouldBeFalse();
        DialBackMessage.TryRead((good with { Nonce = new byte[15] }).ToArray(), out _).ShouldBeFalse();
    }

    private async Task<(Libp2pHost Host, ReachabilityService Service)> CreateAsync(int number)
    {
        Libp2pHost host = await _world.ListenAsync(number);
        return (host, new ReachabilityService(host, Local, _world.Time));
    }
}
