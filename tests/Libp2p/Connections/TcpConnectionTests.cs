using System.Diagnostics;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Links;
using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Libp2p.Tests.Connections;

/// <summary>Connections over the loopback interface.</summary>
public sealed class TcpConnectionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("/ip4/127.0.0.1/tcp/0")]
    [InlineData("/ip6/::1/tcp/0")]
    public async Task Sink_OverLoopback_CountsEveryByte(string address)
    {
        const int Total = 64 << 20;
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        using TestPeer dialer = new(TimeProvider.System);
        using TestPeer listener = new(TimeProvider.System);
        TcpTransport tcp = new();
        (Connection near, Connection far) = await TestPeer.ConnectAsync(dialer, tcp, listener, tcp, address, deadline.Token);
        StreamResult opened = await near.OpenStreamAsync(["/sink"], deadline.Token);
        await using (MuxedStream stream = opened.Stream.ShouldNotBeNull())
        {
            byte[] piece = new byte[64 * 1024];
            long start = Stopwatch.GetTimestamp();
            for (int sent = 0; sent < Total; sent += piece.Length)
            {
                await stream.WriteAsync(piece, deadline.Token);
            }

            stream.CloseWrite();
            byte[] count = new byte[8];
            (await stream.ReadAsync(count, deadline.Token)).ShouldBe(8);
            BitConverter.ToInt64(count).ShouldBe(Total);
            output.WriteLine($"{(Total >> 20) / Stopwatch.GetElapsedTime(start).TotalSeconds:F0} MiB/s on one stream over {address}, round trip {near.RoundTrip}");
        }

        await near.DisposeAsync();
        await far.Completion.WaitAsync(deadline.Token);
    }

    [Fact]
    public async Task Handshakes_OneAfterTheOther_AllSucceed()
    {
        const int Count = 50;
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        using TestPeer dialer = new(TimeProvider.System);
        using TestPeer listener = new(TimeProvider.System);
        TcpTransport tcp = new();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Count; i++)
        {
            (Connection near, Connection far) = await TestPeer.ConnectAsync(dialer, tcp, listener, tcp, "/ip4/127.0.0.1/tcp/0", deadline.Token);
            near.Close();
            far.Close();
        }

        output.WriteLine($"{Count / Stopwatch.GetElapsedTime(start).TotalSeconds:F0} handshakes a second, both sides in this process, one after the other");
    }

    [Fact]
    public async Task Dial_ToNobody_FailsAsABrokenLink()
    {
        TcpTransport tcp = new();
        Multiaddr free;
        await using (ILinkListener place = await tcp.ListenAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/0"), CancellationToken.None))
        {
            free = place.Address;
            await Should.ThrowAsync<IOException>(async () => await tcp.ListenAsync(free, CancellationToken.None));
        }

        await Should.ThrowAsync<IOException>(async () => await tcp.DialAsync(free, CancellationToken.None));
        tcp.CanDial(Multiaddr.Parse("/ip4/1.2.3.4/tcp/1/ws")).ShouldBeFalse();
    }

    [Fact]
    public async Task Dial_ByName_ReachesTheListener()
    {
        TcpTransport tcp = new();
        await using ILinkListener place = await tcp.ListenAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/0"), CancellationToken.None);
        place.Address.TryGetTcp(out _, out int port).ShouldBeTrue();
        await using ILink link = await tcp.DialAsync(Multiaddr.Parse($"/dns4/localhost/tcp/{port}"), CancellationToken.None);
        link.RemoteAddress.ShouldBe(place.Address);
    }

    [Fact]
    public async Task Upgrade_OfRandomBytes_FailsAndClosesTheLink()
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        using TestPeer listener = new(TimeProvider.System);
        TcpTransport tcp = new();
        await using ILinkListener place = await tcp.ListenAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/0"), deadline.Token);
        await using ILink link = await tcp.DialAsync(place.Address, deadline.Token);
        ILink accepted = await place.AcceptAsync(deadline.Token);
        Task<UpgradeResult> upgrading = listener.UpgradeAsync(accepted, isInbound: true, null, deadline.Token);
        await link.WriteAsync(new TestRandom(9).Bytes(200), deadline.Token);
        (await upgrading).Fault.ShouldBe(UpgradeFault.Malformed);
    }
}
