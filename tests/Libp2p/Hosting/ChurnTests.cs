using System.Globalization;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Protocols;
using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Libp2p.Tests.Hosting;

/// <summary>
/// Peers that come and go over the loopback interface, for P2PPROVER_CHURN_MINUTES (1 if unset; an hour before a release): memory and handles of the
/// process stay where they were after the first fifth of the time.
/// </summary>
[Collection(Alone)]
public sealed class ChurnTests(ITestOutputHelper output)
{
    private const string Alone = "churn, beside nothing else";
    private const string Variable = "P2PPROVER_CHURN_MINUTES";
    private const int PeersAtOnce = 8;
    private const long SlackBytes = 8 << 20;
    private const int SlackHandles = 16;

    [TierFact(TestTier.Long)]
    public async Task Host_WhosePeersComeAndGo_HoldsMemoryAndHandlesFlat()
    {
        double minutes = double.Parse(Environment.GetEnvironmentVariable(Variable) ?? "1", CultureInfo.InvariantCulture);
        TimeSpan duration = TimeSpan.FromMinutes(minutes);
        using PeerIdentity identity = PeerIdentity.Generate();
        await using Libp2pHost server = new(identity, [new TcpTransport()], new HostOptions { InboundPerAddressMax = 1000 }, TimeProvider.System);
        server.Handle("/echo", async (stream, cancel) => await EchoAsync(stream, cancel));
        Multiaddr address = (await server.ListenAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/0"), CancellationToken.None)).WithPeer(server.Id);
        long start = TimeProvider.System.GetTimestamp();
        (long Bytes, int Handles)? baseline = null;
        (long Bytes, int Handles) last = default;
        int peers = 0;
        while (TimeProvider.System.GetElapsedTime(start) < duration)
        {
            await Task.WhenAll(Enumerable.Range(0, PeersAtOnce).Select(i => VisitAsync(address, leavesRudely: i % 2 == 0)));
            peers += PeersAtOnce;
            if (peers % (10 * PeersAtOnce) == 0)
            {
                await UntilGoneAsync(server);
                last = Measure();
                if (baseline is null && TimeProvider.System.GetElapsedTime(start) > duration / 5)
                {
                    baseline = last;
                }
            }
        }

        output.WriteLine($"{peers} peers in {minutes} min: {baseline?.Bytes >> 10} KiB and {baseline?.Handles} handles after a fifth, {last.Bytes >> 10} KiB and {last.Handles} at the end");
        baseline.ShouldNotBeNull();
        last.Bytes.ShouldBeLessThan(baseline.Value.Bytes + SlackBytes);
        last.Handles.ShouldBeLessThan(baseline.Value.Handles + SlackHandles);
    }

    // Comes with a new key, is identified, pings, sends and receives something, and goes, with or without a good-bye.
    private static async Task VisitAsync(Multiaddr address, bool leavesRudely)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        using PeerIdentity identity = PeerIdentity.Generate();
        await using Libp2pHost host = new(identity, [new TcpTransport()], new HostOptions(), TimeProvider.System);
        DialResult dialled = await host.DialAsync(address, deadline.Token);
        Connection connection = dialled.Connection.ShouldNotBeNull(dialled.Fault.ToString());
        (await PingProtocol.PingAsync(connection, TimeProvider.System, deadline.Token)).ShouldNotBeNull();
        StreamResult opened = await connection.OpenStreamAsync(["/echo"], deadline.Token);
        MuxedStream stream = opened.Stream.ShouldNotBeNull(opened.Fault.ToString());
        byte[] bytes = new byte[20_000];
        await stream.WriteAsync(bytes, deadline.Token);
        if (!leavesRudely)
        {
            stream.CloseWrite();
            (await stream.TryReadExactlyAsync(bytes, deadline.Token)).ShouldBeTrue();
            await stream.DisposeAsync();
        }
    }

    private static async Task EchoAsync(MuxedStream stream, CancellationToken cancel)
    {
        byte[] buffer = new byte[4096];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        stream.CloseWrite();
    }

    private static async Task UntilGoneAsync(Libp2pHost server)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        foreach (Connection connection in server.Connections)
        {
            await connection.Completion.WaitAsync(deadline.Token);
        }
    }

    private static (long Bytes, int Handles) Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return (GC.GetTotalMemory(forceFullCollection: true), Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0);
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class NothingBeside;
}
