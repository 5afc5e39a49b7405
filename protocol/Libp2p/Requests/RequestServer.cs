using System.Buffers;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Libp2p.Requests;

/// <summary>Answers the requests of one protocol. Bodies go out in pieces, never as a whole in memory.</summary>
public sealed class RequestServer
{
    private const int PieceBytes = 64 * 1024;

    private readonly Libp2pHost _host;
    private readonly RequestProtocol _protocol;
    private readonly Func<Connection, ReadOnlyMemory<byte>, CancellationToken, ValueTask<Reply>> _handler;
    private readonly RequestAdmission _admission;
    private readonly TimeProvider _time;

    /// <summary>Serves a protocol at a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="protocol">The protocol and its bounds.</param>
    /// <param name="handler">Answers one request; a refusal as <see cref="RequestStatus.BadRequest"/> is held against the peer.</param>
    /// <param name="time">The clock.</param>
    public RequestServer(
        Libp2pHost host, RequestProtocol protocol, Func<Connection, ReadOnlyMemory<byte>, CancellationToken, ValueTask<Reply>> handler, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(time);
        _host = host;
        _protocol = protocol;
        _handler = handler;
        _time = time;
        _admission = new RequestAdmission(protocol, time);
        host.Handle(protocol.Id, ServeAsync);
    }

    private async Task ServeAsync(MuxedStream stream, CancellationToken cancel)
    {
        if (!_admission.TryBegin(stream.Connection.RemotePeer))
        {
            _host.Report(stream.Connection, Offence.TooManyRequests);
            _host.Metrics.OnRequestAnswered(_protocol.Id, RequestStatus.Busy);
            await WriteHeadAsync(stream, Reply.Refuse(RequestStatus.Busy), cancel);
            return;
        }

        using CancellationTokenSource deadline = new(_protocol.Timeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            (ReadStatus status, byte[] request) = await stream.ReadMessageOrStatusAsync(_protocol.RequestBytesMax, both.Token);
            if (status == ReadStatus.NeedMore)
            {
                stream.Reset();
                return;
            }

            Reply reply = status == ReadStatus.Malformed ? Reply.Refuse(RequestStatus.BadRequest) : await _handler(stream.Connection, request, both.Token);
            await using Stream? body = reply.Body;
            if (reply.Status == RequestStatus.BadRequest)
            {
                _host.Report(stream.Connection, Offence.BadMessage);
            }

            _host.Metrics.OnRequestAnswered(_protocol.Id, reply.Status);
            deadline.CancelAfter(_protocol.BodyTimeout(reply.BodyBytes));
            await WriteHeadAsync(stream, reply, both.Token);
            if (body is not null)
            {
                await WriteBodyAsync(stream, body, reply.BodyBytes, both.Token);
            }
        }
        finally
        {
            _admission.End(stream.Connection.RemotePeer);
        }
    }

    private async ValueTask WriteHeadAsync(MuxedStream stream, Reply reply, CancellationToken cancel)
    {
        if (reply.Head.Length > _protocol.HeadBytesMax || reply.BodyBytes > _protocol.BodyBytesMax)
        {
            throw new InvalidOperationException($"a response of {_protocol.Id} exceeds its bounds");
        }

        ArrayBufferWriter<byte> output = new();
        Varint.Write(output, (ulong)reply.Head.Length + 1);
        output.Write([(byte)reply.Status]);
        output.Write(reply.Head.Span);
        if (_protocol.BodyBytesMax > 0 && reply.Status == RequestStatus.Ok)
        {
            Varint.Write(output, (ulong)reply.BodyBytes);
        }

        await stream.WriteAsync(output.WrittenMemory, cancel);
        if (reply.Body is null)
        {
            stream.CloseWrite();
        }
    }

    private static async ValueTask WriteBodyAsync(MuxedStream stream, Stream body, long left, CancellationToken cancel)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (left > 0)
            {
                int read = await body.ReadAsync(piece.AsMemory(0, (int)Math.Min(PieceBytes, left)), cancel);
                if (read == 0)
                {
                    throw new InvalidOperationException("a body is shorter than its length");
                }

                await stream.WriteAsync(piece.AsMemory(0, read), cancel);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        stream.CloseWrite();
    }
}
