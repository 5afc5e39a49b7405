using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Libp2p.Requests;

/// <summary>Makes requests of one protocol to connected peers. Several threads may use it.</summary>
public sealed class RequestClient(Libp2pHost host, RequestProtocol protocol, TimeProvider time)
{
    private int _running;

    /// <summary>The requests that are under way, those included whose body is being read.</summary>
    public int RunningCount => Volatile.Read(ref _running);

    /// <summary>Asks a peer. A response that the protocol does not allow is held against it.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<RequestResult> AskAsync(PeerId peer, ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Length, protocol.RequestBytesMax, nameof(request));
        if (Interlocked.Increment(ref _running) > protocol.OutboundMax)
        {
            Interlocked.Decrement(ref _running);
            return RequestResult.Failed(RequestFault.TooMany);
        }

        RequestResult result = RequestResult.Failed(RequestFault.Reset);
        try
        {
            result = await AskWithinBoundsAsync(peer, request, cancel);
        }
        finally
        {
            host.Metrics.OnRequestAsked(protocol.Id, result.Fault);
            if (!result.IsAnswered)
            {
                Interlocked.Decrement(ref _running);
            }
        }

        return result;
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "the response owns stream and deadline, which are disposed of here without one")]
    private async Task<RequestResult> AskWithinBoundsAsync(PeerId peer, ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        CancellationTokenSource deadline = new(protocol.Timeout, time);
        MuxedStream? stream = null;
        RequestResult result = RequestResult.Failed(RequestFault.Reset);
        try
        {
            using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
            StreamResult opened = await host.OpenStreamAsync(peer, [protocol.Id], both.Token);
            if (!opened.IsOpen)
            {
                return result = RequestResult.Failed(FaultOf(opened.Fault));
            }

            stream = opened.Stream;
            await stream.WriteMessageAsync(request.Span, both.Token);
            stream.CloseWrite();
            return result = await ReadResponseAsync(stream, deadline, both.Token);
        }
        catch (StreamResetException)
        {
            return result = RequestResult.Failed(RequestFault.Reset);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return result = RequestResult.Failed(RequestFault.TimedOut);
        }
        finally
        {
            if (!result.IsAnswered)
            {
                deadline.Dispose();
                if (stream is not null)
                {
                    stream.Reset();
                    await stream.DisposeAsync();
                }
            }
        }
    }

    private async Task<RequestResult> ReadResponseAsync(MuxedStream stream, CancellationTokenSource deadline, CancellationToken cancel)
    {
        (ReadStatus read, byte[] message) = await stream.ReadMessageOrStatusAsync(protocol.HeadBytesMax + 1, cancel);
        if (read == ReadStatus.NeedMore)
        {
            return RequestResult.Failed(RequestFault.Reset);
        }

        if (read == ReadStatus.Malformed || message.Length == 0 || message[0] > (byte)RequestStatus.Failed)
        {
            return Malformed(stream);
        }

        RequestStatus status = (RequestStatus)message[0];
        if (status != RequestStatus.Ok)
        {
            return new RequestResult(null, RequestFault.Refused, status);
        }

        long bodyBytes = 0;
        if (protocol.BodyBytesMax > 0)
        {
            ulong? length = await ReadLengthAsync(stream, cancel);
            if (length is null || length > (ulong)protocol.BodyBytesMax)
            {
                return Malformed(stream);
            }

            bodyBytes = (long)length;
        }

        deadline.CancelAfter(protocol.BodyTimeout(bodyBytes));
        return new RequestResult(new Response(stream, deadline, message[1..], bodyBytes, () => Interlocked.Decrement(ref _running)), RequestFault.None, RequestStatus.Ok);
    }

    private RequestResult Malformed(MuxedStream stream)
    {
        host.Report(stream.Connection, Offence.BadMessage);
        return RequestResult.Failed(RequestFault.Malformed);
    }

    private static async ValueTask<ulong?> ReadLengthAsync(MuxedStream stream, CancellationToken cancel)
    {
        byte[] prefix = new byte[Varint.BytesMax];
        for (int i = 0; i < prefix.Length && await stream.TryReadExactlyAsync(prefix.AsMemory(i, 1), cancel); i++)
        {
            ReadStatus status = Varint.TryRead(prefix.AsSpan(0, i + 1), out ulong length, out _);
            if (status != ReadStatus.NeedMore)
            {
                return status == ReadStatus.Done ? length : null;
            }
        }

        return null;
    }

    private static RequestFault FaultOf(StreamFault fault) => fault switch
    {
        StreamFault.NotConnected => RequestFault.NotConnected,
        StreamFault.TooMany => RequestFault.TooMany,
        StreamFault.Refused => RequestFault.Unsupported,
        StreamFault.TimedOut => RequestFault.TimedOut,
        _ => RequestFault.Reset,
    };
}
