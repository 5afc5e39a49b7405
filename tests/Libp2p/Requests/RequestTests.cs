using System.Buffers;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Protocols;
using P2PProver.Libp2p.Requests;
using P2PProver.Libp2p.Tests.Hosting;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Requests;

public sealed class RequestTests : IDisposable
{
    private static readonly RequestProtocol Plain = new("/test/plain/1") { RequestBytesMax = 1000, HeadBytesMax = 1000, Timeout = TimeSpan.FromSeconds(5) };

    private static readonly RequestProtocol Bulk = new("/test/bulk/1")
    {
        BodyBytesMax = 64 << 20,
        Timeout = TimeSpan.FromSeconds(5),
        BodyBytesPerSecondMin = 100_000,
    };

    private readonly HostWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Request_WithinBounds_IsAnswered() => Run(Plain, (_, request, _) => Answer([.. request.ToArray().Reverse()]), async (host, peer, _) =>
    {
        RequestClient client = new(host, Plain, _world.Time);
        RequestResult result = await client.AskAsync(peer.Id, new byte[] { 1, 2, 3 }, CancellationToken.None);
        result.Fault.ShouldBe(RequestFault.None);
        client.RunningCount.ShouldBe(1);
        await using (Response response = result.Response.ShouldNotBeNull())
        {
            response.Head.ToArray().ShouldBe([3, 2, 1]);
            (await response.ReadBodyAsync(new byte[1], CancellationToken.None)).ShouldBe(0);
        }

        client.RunningCount.ShouldBe(0);
        (await client.AskAsync(host.Id, default, CancellationToken.None)).Fault.ShouldBe(RequestFault.NotConnected);
        RequestClient other = new(host, new RequestProtocol("/nobody/1"), _world.Time);
        (await other.AskAsync(peer.Id, default, CancellationToken.None)).Fault.ShouldBe(RequestFault.Unsupported);
    });

    [Fact]
    public void Body_OfManyMegabytes_ArrivesWholeThroughASmallBuffer()
    {
        const int Bytes = 20 << 20;
        Run(Bulk, (_, _, _) => ValueTask.FromResult(Reply.Ok(new byte[] { 7 }, new CountingStream(Bytes), Bytes)), async (host, peer, _) =>
        {
            RequestResult result = await new RequestClient(host, Bulk, _world.Time).AskAsync(peer.Id, default, CancellationToken.None);
            await using Response response = result.Response.ShouldNotBeNull();
            response.BodyBytesLeft.ShouldBe(Bytes);
            byte[] piece = new byte[30_000];
            long total = 0;
            int read;
            while ((read = await response.ReadBodyAsync(piece, CancellationToken.None)) > 0)
            {
                bool isRight = true;
                for (int i = 0; i < read; i++)
                {
                    isRight &= piece[i] == (byte)((total + i) * 31);
                }

                isRight.ShouldBeTrue($"between {total} and {total + read}");
                total += read;
                host.Resources.Used(ResourceKind.Bytes).ShouldBeLessThan(5 << 20);
            }

            total.ShouldBe(Bytes);
        });
    }

    [Fact]
    public void Body_OfALazyServer_TimesOut() => Run(Bulk, (_, _, _) => ValueTask.FromResult(Reply.Ok(default, new StuckStream(), 100)), async (host, peer, _) =>
    {
        RequestResult result = await new RequestClient(host, Bulk, _world.Time).AskAsync(peer.Id, default, CancellationToken.None);
        await using Response response = result.Response.ShouldNotBeNull();
        Exception? failed = null;
        try
        {
            await response.ReadBodyAsync(new byte[1], CancellationToken.None);
        }
        catch (Exception late) when (late is TimeoutException or StreamResetException)
        {
            failed = late;
        }

        failed.ShouldNotBeNull();
        _world.Time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    });

    [Fact]
    public void Handler_ThatIsSlow_TimesOutOnBothSides() => Run(
        Plain,
        async (_, _, cancel) =>
        {
            await Task.Delay(TimeSpan.FromMinutes(5), _world.Time, cancel);
            return Reply.Ok(default);
        },
        async (host, peer, _) =>
        {
            RequestResult result = await new RequestClient(host, Plain, _world.Time).AskAsync(peer.Id, default, CancellationToken.None);
            result.Fault.ShouldBeOneOf(RequestFault.TimedOut, RequestFault.Reset);
            await _world.WaitAsync(2);
            peer.Resources.Used(ResourceKind.InboundStreams).ShouldBe(0);
        });

    [Fact]
    public void Requests_BeyondTheBounds_AreRefusedAsBusy()
    {
        RequestProtocol few = Plain with { InboundPerPeerMax = 2, Burst = 5, RefillInterval = TimeSpan.FromMinutes(1) };
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Run(few, async (_, _, _) => { await gate.Task; return Reply.Ok(default); }, async (host, peer, _) =>
        {
            RequestClient client = new(host, few, _world.Time);
            Task<RequestResult>[] three = [.. Enumerable.Range(0, 3).Select(_ => client.AskAsync(peer.Id, default, CancellationToken.None))];
            await _world.WaitAsync(1);
            gate.SetResult();
            RequestResult[] results = await Task.WhenAll(three);
            results.Count(r => r.IsAnswered).ShouldBe(2);
            results.Single(r => !r.IsAnswered).Status.ShouldBe(RequestStatus.Busy);
            foreach (RequestResult result in results.Where(r => r.IsAnswered))
            {
                await result.Response!.DisposeAsync();
            }

            List<RequestStatus> later = [];
            for (int i = 0; i < 5; i++)
            {
                RequestResult result = await client.AskAsync(peer.Id, default, CancellationToken.None);
                later.Add(result.Status);
                if (result.Response is Response response)
                {
                    await response.DisposeAsync();
                }
            }

            later.Count(s => s == RequestStatus.Ok).ShouldBe(3, "a burst of five, two of which were used");
            later.Count(s => s == RequestStatus.Busy).ShouldBe(2);
        });
    }

    [Fact]
    public void OwnRequests_BeyondTheBound_FailAtOnce()
    {
        RequestProtocol one = Plain with { OutboundMax = 1 };
        Run(one, (_, _, _) => Answer([]), async (host, peer, _) =>
        {
            RequestClient client = new(host, one, _world.Time);
            Task<RequestResult> first = client.AskAsync(peer.Id, default, CancellationToken.None);
            (await client.AskAsync(peer.Id, default, CancellationToken.None)).Fault.ShouldBe(RequestFault.TooMany);
            await (await first).Response.ShouldNotBeNull().DisposeAsync();
        });
    }

    [Theory]
    [InlineData("ffffffff7f", 1)] // a length of many gigabytes
    [InlineData("8100", 1)] // a length in two bytes that fits in one
    [InlineData("ffffffffffffffffffff01", 1)] // a length of more than nine bytes
    [InlineData("05aabb", 0)] // a request that ends early: reset, and nothing held against anybody
    public void Request_ThatIsNone_IsRefusedAndCounted(string hex, int offences) => Run(Plain, (_, _, _) => Answer([]), async (host, peer, connection) =>
    {
        for (int i = 0; i < 5; i++)
        {
            StreamResult opened = await connection.OpenStreamAsync([Plain.Id], CancellationToken.None);
            if (!opened.IsOpen)
            {
                break;
            }

            await using MuxedStream stream = opened.Stream;
            try
            {
                await stream.WriteAsync(Convert.FromHexString(hex), CancellationToken.None);
                stream.CloseWrite();
                byte[]? answer = await stream.ReadMessageAsync(100, CancellationToken.None);
                if (answer is not null)
                {
                    answer.ShouldBe([(byte)RequestStatus.BadRequest]);
                    offences.ShouldBe(1);
                }
            }
            catch (StreamResetException)
            {
                // The fifth offence ends the connection.
            }
        }

        await _world.WaitAsync(1);
        peer.IsBanned(host.Id).ShouldBe(offences > 0);
    });

    [Theory]
    [InlineData("ffffffff7f")]
    [InlineData("00")]
    [InlineData("0109")]
    public void Response_ThatIsNone_IsRefusedAndCounted(string hex) => _world.Run(async () =>
    {
        Libp2pHost server = await _world.ListenAsync(1);
        Libp2pHost client = _world.Create(2);
        server.Handle(Plain.Id, async (stream, cancel) =>
        {
            await stream.ReadMessageAsync(1000, cancel);
            await stream.WriteAsync(Convert.FromHexString(hex), cancel);
            stream.CloseWrite();
        });
        await HostWorld.ConnectAsync(client, server);
        RequestClient requests = new(client, Plain, _world.Time);
        for (int i = 0; i < 5; i++)
        {
            (await requests.AskAsync(server.Id, default, CancellationToken.None)).Fault.ShouldBe(RequestFault.Malformed);
        }

        client.IsBanned(server.Id).ShouldBeTrue();
    });

    [Fact]
    public void Assembler_OfAnyPieces_TakesNoByteBehindTheMessage()
    {
        TestRandom random = new(5);
        for (int round = 0; round < 200; round++)
        {
            byte[] message = random.Bytes(random.Next(400));
            ArrayBufferWriter<byte> wire = new();
            Varint.WritePrefixed(wire, message);
            wire.Write(random.Bytes(5));
            MessageAssembler assembler = new(400);
            int at = 0;
            while (assembler.Status == ReadStatus.NeedMore)
            {
                int step = Math.Min(assembler.BytesWanted, 1 + random.Next(50));
                assembler.Receive(wire.WrittenSpan.Slice(at, step));
                at += step;
            }

            assembler.Message.ToArray().ShouldBe(message);
            at.ShouldBe(wire.WrittenCount - 5);
        }
    }

    private static ValueTask<Reply> Answer(byte[] head) => ValueTask.FromResult(Reply.Ok(head));

    private void Run(
        RequestProtocol protocol, Func<Connection, ReadOnlyMemory<byte>, CancellationToken, ValueTask<Reply>> handler, Func<Libp2pHost, Libp2pHost, Connection, Task> test) =>
        _world.Run(async () =>
        {
            Libp2pHost server = await _world.ListenAsync(1);
            Libp2pHost client = _world.Create(2);
            _ = new RequestServer(server, protocol, handler, _world.Time);
            await test(client, server, await HostWorld.ConnectAsync(client, server));
        });

    private class CountingStream(long bytes) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => bytes;

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, bytes - _at);
            for (int i = 0; i < read; i++)
            {
                buffer[offset + i] = (byte)((_at + i) * 31);
            }

            _at += read;
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            byte[] piece = new byte[buffer.Length];
            int read = Read(piece, 0, piece.Length);
            piece.AsMemory(0, read).CopyTo(buffer);
            return ValueTask.FromResult(read);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class StuckStream() : CountingStream(100)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            TaskCompletionSource<int> never = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (cancellationToken.UnsafeRegister(_ => never.TrySetCanceled(cancellationToken), null))
            {
                return await never.Task;
            }
        }
    }
}
