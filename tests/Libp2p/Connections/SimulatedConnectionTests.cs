using System.Net;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Simulation;
using P2PProver.Libp2p.Yamux;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Connections;

/// <summary>Connections over simulated links: the same code as over TCP, in virtual time.</summary>
public sealed class SimulatedConnectionTests
{
    private static readonly IPAddress HostA = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress HostB = IPAddress.Parse("10.0.0.2");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Echo_OverADistance_ComesBackWhole(bool earlyMuxer)
    {
        Simulate(new SimulatedNetworkOptions(), new ConnectionOptions { EarlyMuxer = earlyMuxer }, 1, async (near, far, _) =>
        {
            (near.UsedEarlyMuxer, far.UsedEarlyMuxer).ShouldBe((earlyMuxer, earlyMuxer));
            byte[] sent = new TestRandom(3).Bytes(1_000_000);
            (await EchoAsync(near, sent)).ShouldBe(sent);
        });
    }

    [Fact]
    public void Echo_OverALossyThinLink_TakesItsTimeAndComesBackWhole()
    {
        SimulatedNetworkOptions options = new() { LossPerMillion = 100_000, BandwidthBytes = 200_000 };
        TimeSpan took = Simulate(options, new ConnectionOptions(), 2, async (near, _, _) =>
        {
            byte[] sent = new TestRandom(4).Bytes(400_000);
            (await EchoAsync(near, sent)).ShouldBe(sent);
        });
        took.ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Simulation_WithOneSeed_TakesTheSameTimeTwice()
    {
        SimulatedNetworkOptions options = new() { LossPerMillion = 50_000 };
        TimeSpan[] times = [.. ((ulong[])[5, 5, 6]).Select(seed =>
            Simulate(options, new ConnectionOptions(), seed, async (near, _, _) => await EchoAsync(near, new byte[500_000])))];
        times[1].ShouldBe(times[0]);
        times[2].ShouldNotBe(times[0]);
    }

    [Fact]
    public void Window_OverALongDistance_GrowsAndSpeedsUp()
    {
        SimulatedNetworkOptions options = new() { LatencyMin = TimeSpan.FromMilliseconds(50), LatencyMax = TimeSpan.FromMilliseconds(50), BandwidthBytes = 100_000_000, InFlightBytesMax = 16 << 20 };
        TimeSpan Time(int windowMax) => Simulate(options, new ConnectionOptions { Yamux = new YamuxOptions { WindowBytesMax = windowMax } }, 7, async (near, _, _) =>
        {
            StreamResult opened = await near.OpenStreamAsync(["/sink"], CancellationToken.None);
            await using MuxedStream stream = opened.Stream.ShouldNotBeNull();
            await stream.WriteAsync(new byte[16 << 20], CancellationToken.None);
            stream.CloseWrite();
            byte[] count = new byte[8];
            (await stream.ReadAsync(count, CancellationToken.None)).ShouldBe(8);
            BitConverter.ToInt64(count).ShouldBe(16 << 20);
        });

        TimeSpan small = Time(YamuxOptions.WindowInitialBytes);
        TimeSpan large = Time(4 << 20);
        large.ShouldBeLessThan(small / 3);
    }

    [Fact]
    public void Stream_OfARefusedProtocol_IsRefusedAndOthersWork()
    {
        Simulate(new SimulatedNetworkOptions(), new ConnectionOptions(), 8, async (near, _, _) =>
        {
            (await near.OpenStreamAsync(["/nope"], CancellationToken.None)).Fault.ShouldBe(StreamFault.Refused);
            StreamResult second = await near.OpenStreamAsync(["/nope", "/echo"], CancellationToken.None);
            second.Stream.ShouldNotBeNull().Protocol.ShouldBe("/echo");
            await second.Stream.DisposeAsync();
        });
    }

    [Fact]
    public void Stream_ResetByTheOtherSide_FailsReadsAndWrites()
    {
        Simulate(new SimulatedNetworkOptions(), new ConnectionOptions(), 9, async (near, _, _) =>
        {
            StreamResult opened = await near.OpenStreamAsync(["/reset"], CancellationToken.None);
            await using MuxedStream stream = opened.Stream.ShouldNotBeNull();
            await stream.WriteAsync(new byte[1], CancellationToken.None);
            (await IsResetAsync(async () => await stream.ReadAsync(new byte[1], CancellationToken.None))).ShouldBeTrue();
            (await IsResetAsync(async () => await stream.WriteAsync(new byte[1], CancellationToken.None))).ShouldBeTrue();
        });
    }

    [Fact]
    public void Connection_AfterUseAndClose_HoldsNothing()
    {
        Simulate(new SimulatedNetworkOptions(), new ConnectionOptions(), 10, async (near, far, peers) =>
        {
            await EchoAsync(near, new byte[100_000]);
            near.Close();
            await near.Completion;
            await far.Completion;
            foreach (ResourceKind kind in Enum.GetValues<ResourceKind>())
            {
                peers.Near.Scope.Used(kind).ShouldBe(0, kind.ToString());
                peers.Far.Scope.Used(kind).ShouldBe(0, kind.ToString());
            }

            (await near.OpenStreamAsync(["/echo"], CancellationToken.None)).Fault.ShouldBe(StreamFault.TooMany);
        });
    }

    [Fact]
    public void Connection_BehindAPartition_SurvivesAShortOneAndEndsInALongOne()
    {
        RunNetwork(new SimulatedNetworkOptions(), new ConnectionOptions(), 11, async (network, near, far, _) =>
        {
            network.Partition([HostA], [HostB]);
            Task<byte[]> echo = EchoAsync(near, new byte[50_000]);
            await Task.Delay(TimeSpan.FromSeconds(5), network.Time);
            echo.IsCompleted.ShouldBeFalse();
            network.Heal();
            (await echo).Length.ShouldBe(50_000);

            network.Partition([HostA], [HostB]);
            await near.Completion;
            near.Fault.ShouldBe(YamuxFault.KeepAlive);
            await far.Completion;
            network.Time.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
        });
    }

    [Fact]
    public void Connection_WhoseHostDies_EndsWithItsStreams()
    {
        RunNetwork(new SimulatedNetworkOptions(), new ConnectionOptions(), 12, async (network, near, far, _) =>
        {
            StreamResult opened = await near.OpenStreamAsync(["/sink"], CancellationToken.None);
            await using MuxedStream stream = opened.Stream.ShouldNotBeNull();
            network.Kill(HostB);
            (await IsResetAsync(async () => await stream.ReadAsync(new byte[1], CancellationToken.None))).ShouldBeTrue();
            await near.Completion;
            await far.Completion;
        });
    }

    [Fact]
    public void Upgrade_WithSomebodySilent_TimesOut()
    {
        VirtualTime time = new();
        SimulatedNetwork network = new(time, new SimulatedNetworkOptions(), 13);
        using TestPeer peer = new(time);
        time.Run(
            async () =>
            {
                await using ILinkListener place = await network.CreateHost(HostB).ListenAsync(Multiaddr.Parse("/ip4/10.0.0.2/tcp/1"), CancellationToken.None);
                ILink link = await network.CreateHost(HostA).DialAsync(place.Address, CancellationToken.None);
                UpgradeResult result = await peer.UpgradeAsync(link, isInbound: false, null, CancellationToken.None);
                result.Fault.ShouldBe(UpgradeFault.TimedOut);
                time.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(10));
            },
            TimeSpan.FromMinutes(1));
    }

    private static async Task<byte[]> EchoAsync(Connection connection, byte[] sent)
    {
        StreamResult opened = await connection.OpenStreamAsync(["/echo"], CancellationToken.None);
        await using MuxedStream stream = opened.Stream.ShouldNotBeNull();
        Task writing = WriteAsync(stream, sent);
        byte[] received = new byte[sent.Length + 1];
        int length = 0, read;
        while ((read = await stream.ReadAsync(received.AsMemory(length), CancellationToken.None)) > 0)
        {
            length += read;
        }

        await writing;
        return received[..length];
    }

    // Shouldly's own check for exceptions resumes on the thread pool, where virtual time does not see it.
    private static async Task<bool> IsResetAsync(Func<Task> action)
    {
        try
        {
            await action();
            return false;
        }
        catch (StreamResetException)
        {
            return true;
        }
    }

    private static async Task WriteAsync(MuxedStream stream, byte[] bytes)
    {
        await stream.WriteAsync(bytes, CancellationToken.None);
        stream.CloseWrite();
    }

    private static TimeSpan Simulate(
        SimulatedNetworkOptions options, ConnectionOptions connection, ulong seed, Func<Connection, Connection, (TestPeer Near, TestPeer Far), Task> test) =>
        RunNetwork(options, connection, seed, (_, near, far, peers) => test(near, far, peers));

    private static TimeSpan RunNetwork(
        SimulatedNetworkOptions options, ConnectionOptions connection, ulong seed, Func<SimulatedNetwork, Connection, Connection, (TestPeer Near, TestPeer Far), Task> test)
    {
        VirtualTime time = new();
        SimulatedNetwork network = new(time, options, seed);
        using TestPeer near = new(time, connection);
        using TestPeer far = new(time, connection);
        time.Run(
            async () =>
            {
                (Connection one, Connection other) = await TestPeer.ConnectAsync(near, network.CreateHost(HostA), far, network.CreateHost(HostB), "/ip4/10.0.0.2/tcp/4001", CancellationToken.None);
                await test(network, one, other, (near, far));
            },
            TimeSpan.FromMinutes(10));
        return time.Elapsed;
    }
}
