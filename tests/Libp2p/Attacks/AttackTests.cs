using System.Buffers.Binary;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Protocols;
using P2PProver.Libp2p.Tests.Hosting;
using P2PProver.Libp2p.Yamux;
using static P2PProver.Libp2p.Tests.Attacks.RawPeer;

namespace P2PProver.Libp2p.Tests.Attacks;

/// <summary>
/// One hostile peer against a host in virtual time. Each test checks that the host's memory stays within its bounds, that the hostile peer loses its
/// connection where it deserves to, and that an honest peer that was there before is served all the while.
/// </summary>
public sealed class AttackTests : IDisposable
{
    private const int Mebibyte = 1 << 20;

    private readonly HostWorld _world = new();
    private Libp2pHost _server = null!;
    private Libp2pHost _honest = null!;
    private Connection _kept = null!;
    private long _counted;

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Streams_OpenedWithoutEnd_AreBounded() => Attack(async attacker =>
    {
        bool isThere = true;
        for (uint i = 0; isThere && i < 3000; i++)
        {
            isThere = await attacker.SendAsync(Frame(Window, Syn, (2 * i) + 1, 0));
            _server.Resources.Used(ResourceKind.InboundStreams).ShouldBeLessThanOrEqualTo(300);
        }

        await _world.WaitAsync(2);
        _server.PenaltyOf(attacker.Id).ShouldBeGreaterThan(40, "two hundred and fifty-six are served, some more refused, and then it is a flood");
    });

    [Fact]
    public void Streams_OpenedAndResetWithoutEnd_AreBounded() => Attack(async attacker =>
    {
        for (uint i = 0; i < 5000; i++)
        {
            uint stream = (2 * i) + 1;
            if (!await attacker.SendAsync([.. Frame(Window, Syn, stream, 0), .. Frame(Window, Rst, stream, 0)]))
            {
                break;
            }

            _server.Resources.Used(ResourceKind.InboundStreams).ShouldBeLessThanOrEqualTo(300);
        }

        await _world.WaitAsync(15);
        _server.Resources.Used(ResourceKind.InboundStreams).ShouldBeLessThanOrEqualTo(2);
    });

    [Fact]
    public void Streams_ThatAgreeOnNothing_AreReset() => Attack(async attacker =>
    {
        for (uint i = 0; i < 100; i++)
        {
            (await attacker.SendAsync(Frame(Data, Syn, (2 * i) + 1, 1, 0x13))).ShouldBeTrue();
        }

        await _world.WaitAsync(1);
        _server.Resources.Used(ResourceKind.InboundStreams).ShouldBeGreaterThanOrEqualTo(100);
        await _world.WaitAsync(12);
        _server.Resources.Used(ResourceKind.InboundStreams).ShouldBeLessThanOrEqualTo(2);
    });

    [Fact]
    public void Pings_ThatNobodyReadsTheAnswersOf_EndTheConnection() => Attack(async attacker =>
    {
        byte[] hundred = [.. Enumerable.Range(0, 100).SelectMany(i => Frame(Ping, Syn, 0, (uint)i))];
        bool isThere = true;
        for (int i = 0; isThere && i < 3000; i++)
        {
            isThere = await attacker.SendAsync(hundred);
        }

        isThere.ShouldBeFalse();
    });

    [Fact]
    public void Data_BeyondTheWindow_EndsTheConnectionAndCounts() => AttackAndCount(attacker =>
        attacker.SendAsync(Frame(Data, Syn, 1, YamuxOptions.WindowInitialBytes + 1)));

    [Fact]
    public void Window_ThatOverflows_EndsTheConnectionAndCounts() => AttackAndCount(async attacker =>
    {
        await attacker.SendAsync(OpenFor("/silent", 1));
        await attacker.SendAsync([.. Frame(Window, 0, 1, uint.MaxValue), .. Frame(Window, 0, 1, uint.MaxValue)]);
    });

    [Fact]
    public void Frame_OfGiantLength_TakesNoMemory() => AttackAndCount(attacker => attacker.SendAsync(Frame(Data, 0, 77, uint.MaxValue)));

    [Fact]
    public void Streams_ThatNobodyReads_HoldABoundedNumberOfBytes() => Attack(async attacker =>
    {
        byte[] piece = new byte[60_000];
        long most = 0;
        for (uint i = 0; i < 250; i++)
        {
            uint stream = (2 * i) + 1;
            bool isThere = await attacker.SendAsync(OpenFor("/silent", stream));
            for (int sent = 0; isThere && sent < 240_000; sent += piece.Length)
            {
                isThere = await attacker.SendAsync(Frame(Data, 0, stream, (uint)piece.Length, piece));
            }

            most = Math.Max(most, _server.Resources.Used(ResourceKind.Bytes));
            if (!isThere)
            {
                break;
            }
        }

        most.ShouldBeInRange(8 * Mebibyte, 25 * Mebibyte);
    });

    [Fact]
    public void Answers_ThatNobodyReads_HoldABoundedNumberOfBytes() => Attack(async attacker =>
    {
        // Every stream asks for endless bytes and allows as many; the attacker reads nothing.
        for (uint i = 0; i < 250; i++)
        {
            uint stream = (2 * i) + 1;
            if (!await attacker.SendAsync([.. OpenFor("/endless", stream), .. Frame(Window, 0, stream, 1 << 30)]))
            {
                break;
            }

            _server.Resources.Used(ResourceKind.Bytes).ShouldBeLessThan(10 * Mebibyte);
        }

        await _world.WaitAsync(5);
        _server.Resources.Used(ResourceKind.Bytes).ShouldBeInRange(Mebibyte, 10 * Mebibyte);
    });

    [Theory]
    [InlineData("ffffffffffffffff7f")] // a giant line
    [InlineData("8113")] // the longest line and one byte more
    [InlineData("00")] // an empty line
    [InlineData("80808080808080808080")] // a length without end
    public void Negotiation_OfNonsense_ResetsTheStream(string hex) => Attack(async attacker =>
    {
        byte[] bytes = Convert.FromHexString(hex);
        (await attacker.SendAsync(Frame(Data, Syn, 1, (uint)bytes.Length, bytes))).ShouldBeTrue();
        await _world.WaitAsync(12);
        _server.Resources.Used(ResourceKind.InboundStreams).ShouldBeLessThanOrEqualTo(1);
    });

    [Fact]
    public void Push_AboutAnotherPeer_IsRefused() => Attack(async attacker =>
    {
        using PeerIdentity other = PeerIdentity.Generate();
        byte[] message = new IdentifyMessage { Key = other.PublicKey, Protocols = ["/evil"] }.ToArray();
        await attacker.SendAsync(OpenFor(IdentifyProtocol.PushId, 1, [(byte)message.Length, .. message]));
        await _world.WaitAsync(2);
        (_server.Peers.Find(attacker.Id)?.Protocols ?? []).ShouldNotContain(p => p == "/evil");
        _server.Peers.Find(other.Id).ShouldBeNull();
    });

    [Fact]
    public void Push_OfTruncatedAndForeignRecords_LearnsNoRecord() => Attack(async attacker =>
    {
        using PeerIdentity other = PeerIdentity.Generate();
        byte[] foreign = PeerRecord.Seal(other, 1, [Multiaddr.Parse("/ip4/8.8.8.8/tcp/1")]).Encoding.ToArray();
        uint stream = 1;
        foreach (byte[] record in (byte[][])[foreign, foreign[..^1], foreign[..20], [1]])
        {
            byte[] message = new IdentifyMessage { Protocols = ["/known"], SignedPeerRecord = record }.ToArray();
            byte[] length = message.Length < 128 ? [(byte)message.Length] : [(byte)(message.Length | 0x80), (byte)(message.Length >> 7)];
            await attacker.SendAsync(OpenFor(IdentifyProtocol.PushId, stream, [.. length, .. message]));
            stream += 2;
        }

        await _world.WaitAsync(2);
        IdentifyMessage known = _server.Peers.Find(attacker.Id).ShouldNotBeNull();
        known.Protocols.ShouldContain(p => p == "/known");
        known.SignedPeerRecord.IsEmpty.ShouldBeTrue();
    });

    [Fact]
    public void Push_OfAGiantMessage_IsRefusedBeforeItIsRead() => Attack(async attacker =>
    {
        await attacker.SendAsync(OpenFor(IdentifyProtocol.PushId, 1, [0xff, 0xff, 0xff, 0x7f, .. new byte[50_000]]));
        await _world.WaitAsync(2);
        _server.Resources.Used(ResourceKind.InboundStreams).ShouldBeLessThanOrEqualTo(1);
        _server.Resources.Used(ResourceKind.Bytes).ShouldBe(0);
    });

    [Theory]
    [InlineData("replayed")]
    [InlineData("reordered")]
    [InlineData("changed")]
    [InlineData("short")]
    public void Frames_ThatWereTamperedWith_EndTheConnectionUndelivered(string how) => Attack(async attacker =>
    {
        byte[] first = attacker.Seal(OpenFor("/count", 1));
        byte[] second = attacker.Seal(Frame(Data, 0, 1, 3, 1, 2, 3));
        byte[] changed = [.. second];
        changed[^1] ^= 1;
        byte[][] frames = how switch
        {
            "replayed" => [first, second, second],
            "reordered" => [second, first],
            "changed" => [first, changed],
            _ => [first, [0, 15, .. new byte[15]]],
        };
        foreach (byte[] frame in frames)
        {
            await attacker.SendRawAsync(frame);
        }

        await attacker.ReadToEndAsync();
        _counted.ShouldBe(how == "replayed" ? 3 : 0);
    });

    [Fact]
    public void Handshakes_Replayed_DoNotFinish() => Attack(async _ =>
    {
        // Records all that a dialler says in one handshake, and says it again.
        List<byte[]> said = [];
        ITransport transport = _world.Network.CreateHost(HostWorld.Ip(4));
        await using (RawPeer recorded = await ConnectAsync(new RecordingTransport(transport, said), HostWorld.Address(1)))
        {
            await _world.WaitAsync(1);
            _server.Connections.Select(c => c.RemotePeer).ShouldContain(p => p == recorded.Id);
        }

        await _world.WaitAsync(2);
        ILink replay = await transport.DialAsync(HostWorld.Address(1), CancellationToken.None);
        byte[] buffer = new byte[4096];
        foreach (byte[] piece in said)
        {
            await replay.WriteAsync(piece, CancellationToken.None);
            await _world.WaitAsync(1);
        }

        while (await ReadOrEndAsync(replay, buffer) > 0)
        {
            // Until the server closes.
        }

        _server.Connections.Count.ShouldBe(2, "the honest peer's and the attacker's");
    });

    [Fact]
    public void Handshakes_OneByteAtATime_EndInTimeAndCount() => Attack(async _ =>
    {
        for (int round = 0; round < 45 && !_server.IsBanned(HostWorld.Ip(5)); round += 15)
        {
            await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => DripAsync(5)));
        }

        _server.IsBanned(HostWorld.Ip(5)).ShouldBeTrue();
        _server.IsBanned(HostWorld.Ip(2)).ShouldBeFalse();
    });

    [Fact]
    public void Stream_CutOffInsideAFrame_LeavesNothing() => Attack(async attacker =>
    {
        byte[] frame = attacker.Seal(OpenFor("/count", 1, 1, 2, 3));
        await attacker.SendRawAsync(frame[..(frame.Length / 2)]);
        await attacker.DisposeAsync();
        await _world.WaitAsync(2);
        _server.Connections.Count.ShouldBe(1);
        _counted.ShouldBe(0);
    });

    [Fact]
    public void Connections_OfManyKeysFromOneAddress_LeaveRoomForOthers() => Attack(async _ =>
    {
        List<RawPeer> keys = [];
        ITransport transport = _world.Network.CreateHost(HostWorld.Ip(6));
        for (int i = 0; i < 16; i++)
        {
            keys.Add(await ConnectAsync(transport, HostWorld.Address(1)));
        }

        ILink oneMore = await transport.DialAsync(HostWorld.Address(1), CancellationToken.None);
        (await ReadOrEndAsync(oneMore, new byte[10])).ShouldBe(0);
        Libp2pHost newcomer = _world.Create(7);
        await HostWorld.ConnectAsync(newcomer, _server);
        foreach (RawPeer key in keys)
        {
            await key.DisposeAsync();
        }
    });

    private static async Task<int> ReadOrEndAsync(ILink link, byte[] buffer)
    {
        try
        {
            return await link.ReadAsync(buffer, CancellationToken.None);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private async Task DripAsync(int host)
    {
        ILink link = await _world.Network.CreateHost(HostWorld.Ip(host)).DialAsync(HostWorld.Address(1), CancellationToken.None);
        byte[] line = [0x13, .. "/multistream/1.0.0\n"u8];
        try
        {
            foreach (byte letter in line)
            {
                await link.WriteAsync(new[] { letter }, CancellationToken.None);
                await _world.WaitAsync(1);
            }
        }
        catch (IOException)
        {
            return;
        }

        _world.Time.Elapsed.ShouldBeLessThan(TimeSpan.Zero, "the server lets nobody take twenty seconds");
    }

    // The offence ends the connection; a second one of the same key would lead to a ban.
    private void AttackAndCount(Func<RawPeer, Task> attack) => Attack(async attacker =>
    {
        await attack(attacker);
        byte[] said = await attacker.ReadToEndAsync();
        BinaryPrimitives.ReadUInt32BigEndian(said.AsSpan(said.Length - 4)).ShouldBe(1u, "go away: a protocol error");
        _world.Time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        await _world.WaitAsync(2);
        _server.PenaltyOf(attacker.Id).ShouldBeInRange(40, 60);
    });

    private void Attack(Func<RawPeer, Task> attack) => _world.Run(async () =>
    {
        _server = await _world.ListenAsync(1);
        _server.Handle("/silent", async (stream, cancel) => await Task.Delay(Timeout.InfiniteTimeSpan, _world.Time, cancel));
        _server.Handle("/endless", EndlessAsync);
        _server.Handle("/count", CountAsync);
        _honest = _world.Create(2);
        _kept = await HostWorld.ConnectAsync(_honest, _server);
        await _world.WaitAsync(2);
        await using RawPeer attacker = await ConnectAsync(_world.Network.CreateHost(HostWorld.Ip(3)), HostWorld.Address(1));
        using CancellationTokenSource stop = new();
        Task<int> pinging = PingAsync(stop.Token);
        await attack(attacker);
        stop.Cancel();
        (await pinging).ShouldBeGreaterThan(0);
        _kept.IsEnding.ShouldBeFalse();
        _server.IsBanned(_honest.Id).ShouldBeFalse();
    });

    // The honest peer: each ping has to come back soon.
    private async Task<int> PingAsync(CancellationToken cancel)
    {
        int pings = 0;
        do
        {
            (await PingProtocol.PingAsync(_kept, _world.Time, CancellationToken.None)).ShouldNotBeNull().ShouldBeLessThan(TimeSpan.FromSeconds(1));
            pings++;
            await _world.WaitAsync(0.5);
        }
        while (!cancel.IsCancellationRequested);
        return pings;
    }

    private static async Task EndlessAsync(MuxedStream stream, CancellationToken cancel)
    {
        byte[] piece = new byte[64 * 1024];
        while (true)
        {
            await stream.WriteAsync(piece, cancel);
        }
    }

    private async Task CountAsync(MuxedStream stream, CancellationToken cancel)
    {
        byte[] piece = new byte[1024];
        int read;
        while ((read = await stream.ReadAsync(piece, cancel)) > 0)
        {
            _counted += read;
        }
    }
}
