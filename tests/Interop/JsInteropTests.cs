using System.Text.Json.Nodes;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;
using Xunit.Abstractions;

namespace P2PProver.Interop.Tests;

/// <summary>Our host against js-libp2p 3 over the loopback interface: who dials, which keys, and whether the multiplexer is agreed upon early.</summary>
public sealed class JsInteropTests(ITestOutputHelper output)
{
    private const int EchoBytes = 8 * 1024 * 1024;

    public static TheoryData<string, string, bool, bool> Matrix => new()
    {
        { "Ed25519", "Ed25519", true, true },
        { "secp256k1", "Ed25519", true, false },
        { "Ed25519", "secp256k1", false, true },
        { "secp256k1", "secp256k1", false, false },
    };

    [JsTheory]
    [MemberData(nameof(Matrix))]
    public async Task OurHost_DiallingJs_DoesAllOfThis(string ourKey, string jsKey, bool ourEarlyMuxer, bool jsEarlyMuxer)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));
        await using JsPeer js = await JsPeer.StartAsync(jsKey, listen: true, jsEarlyMuxer);
        await using OwnPeer own = await OwnPeer.StartAsync(ourKey, ourEarlyMuxer);

        DialResult dialled = await own.Host.DialAsync(Multiaddr.Parse(js.Address), deadline.Token);
        dialled.Fault.ShouldBe(DialFault.None);
        Connection connection = dialled.Connection.ShouldNotBeNull();
        connection.RemotePeer.ToString().ShouldBe(js.Id);
        connection.UsedEarlyMuxer.ShouldBe(ourEarlyMuxer && jsEarlyMuxer);
        await CheckStreamsAsync(connection, deadline.Token);
        await CheckIdentifyAsync(own, js, deadline.Token);

        await js.CommandAsync("stop");
        await connection.Completion.WaitAsync(deadline.Token);
    }

    [JsTheory]
    [MemberData(nameof(Matrix))]
    public async Task OurHost_DialledByJs_DoesAllOfThis(string ourKey, string jsKey, bool ourEarlyMuxer, bool jsEarlyMuxer)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));
        await using JsPeer js = await JsPeer.StartAsync(jsKey, listen: true, jsEarlyMuxer);
        await using OwnPeer own = await OwnPeer.StartAsync(ourKey, ourEarlyMuxer);

        JsonObject dialled = await js.CommandAsync("dial", new JsonObject { ["address"] = own.Address });
        ((string?)dialled["peer"]).ShouldBe(own.Host.Id.ToString());
        ((string?)dialled["muxer"]).ShouldBe("/yamux/1.0.0");
        ((double?)(await js.CommandAsync("ping", new JsonObject { ["address"] = own.Address }))["milliseconds"]).ShouldNotBeNull();
        JsonObject echo = await js.CommandAsync("echo", new JsonObject { ["address"] = own.Address, ["bytes"] = EchoBytes });
        ((int?)echo["total"], (bool?)echo["same"]).ShouldBe((EchoBytes, true));
        ((string?)(await js.CommandAsync("resetOfOthers", new JsonObject { ["address"] = own.Address }))["status"]).ShouldBe("reset");

        Connection connection = own.Host.Connections.ShouldHaveSingleItem();
        connection.UsedEarlyMuxer.ShouldBe(ourEarlyMuxer && jsEarlyMuxer);
        await CheckStreamsAsync(connection, deadline.Token);
        await CheckIdentifyAsync(own, js, deadline.Token);

        connection.Close();
        await js.EventAsync("disconnect", e => (string?)e["peer"] == own.Host.Id.ToString());
    }

    [JsTheory]
    [InlineData("Ed25519")]
    public async Task OurHost_DiallingJsForAnotherPeer_StopsBeforeItSaysWhoItIs(string keyType)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));
        using PeerIdentity other = PeerIdentity.Generate();
        await using JsPeer js = await JsPeer.StartAsync(keyType, listen: true, earlyMuxer: true);
        await using OwnPeer own = await OwnPeer.StartAsync(keyType, earlyMuxer: true);
        Multiaddr wrong = Multiaddr.Parse(js.Address).WithPeer(other.Id);
        (await own.Host.DialAsync(wrong, deadline.Token)).Fault.ShouldBe(DialFault.WrongPeer);
        (await own.Host.DialAsync(wrong, deadline.Token)).Fault.ShouldBe(DialFault.BackOff);
    }

    // Ping, 8 MiB there and back with half-close, a reset, a protocol that nobody speaks: all opened by our side.
    private async Task CheckStreamsAsync(Connection connection, CancellationToken cancel)
    {
        TimeSpan? ping = await PingProtocol.PingAsync(connection, TimeProvider.System, cancel);
        ping.ShouldNotBeNull();
        output.WriteLine($"ping {ping.Value.TotalMilliseconds:F2} ms");

        StreamResult opened = await connection.OpenStreamAsync(["/nobody/speaks/this", "/echo"], cancel);
        await using (MuxedStream stream = opened.Stream.ShouldNotBeNull())
        {
            long start = TimeProvider.System.GetTimestamp();
            byte[] sent = new byte[EchoBytes];
            new Random(8).NextBytes(sent);
            Task writing = WriteAsync(stream, sent, cancel);
            byte[] received = new byte[EchoBytes];
            (await stream.TryReadExactlyAsync(received, cancel)).ShouldBeTrue();
            (await stream.ReadAsync(new byte[1], cancel)).ShouldBe(0);
            await writing;
            received.AsSpan().SequenceEqual(sent).ShouldBeTrue();
            output.WriteLine($"echo of 8 MiB: {16 / TimeProvider.System.GetElapsedTime(start).TotalSeconds:F0} MiB/s both ways together");
        }

        opened = await connection.OpenStreamAsync(["/reset"], cancel);
        await using (MuxedStream stream = opened.Stream.ShouldNotBeNull())
        {
            await stream.WriteAsync(new byte[1], cancel);
            await Should.ThrowAsync<StreamResetException>(async () => await stream.ReadAsync(new byte[1], cancel));
        }

        (await connection.OpenStreamAsync(["/nobody/speaks/this"], cancel)).Fault.ShouldBe(StreamFault.Refused);
    }

    // Both sides know each other's protocols and verified each other's signed record; then each learns of a new protocol by a push.
    private static async Task CheckIdentifyAsync(OwnPeer own, JsPeer js, CancellationToken cancel)
    {
        IdentifyMessage message = await own.IdentifiedAsync(m => m.Protocols.Contains("/echo", StringComparer.Ordinal), cancel);
        message.AgentVersion.ShouldNotBeNull().ShouldContain("js-libp2p");
        message.Key.ShouldNotBeNull().Id.ToString().ShouldBe(js.Id);
        PeerRecord.TryOpen(message.SignedPeerRecord.Span, out PeerRecord? record).ShouldBeTrue();
        record.Peer.ToString().ShouldBe(js.Id);

        string ownId = own.Host.Id.ToString();
        JsonObject seen = await js.EventAsync("identify", e => (string?)e["peer"] == ownId);
        ((string?)seen["agent"]).ShouldBe("p2pprover-test");
        ((bool?)seen["signed"]).ShouldBe(true);
        seen["protocols"]!.AsArray().Select(p => (string?)p).ShouldContain(p => p == "/echo");

        await js.CommandAsync("serve", new JsonObject { ["protocol"] = "/new/js" });
        await own.IdentifiedAsync(m => m.Protocols.Contains("/new/js", StringComparer.Ordinal), cancel);
        own.Host.Handle("/new/own", (stream, _) => Task.FromResult(stream));
        await own.Host.PushAsync(cancel);
        await js.EventAsync("identify", e => e["protocols"]!.AsArray().Any(p => (string?)p == "/new/own"));
    }

    private static async Task WriteAsync(MuxedStream stream, byte[] bytes, CancellationToken cancel)
    {
        await stream.WriteAsync(bytes, cancel);
        stream.CloseWrite();
    }
}
