using System.Buffers;
using P2PProver.Libp2p.Selection;
using P2PProver.Libp2p.Yamux;

namespace P2PProver.Libp2p.Connections;

/// <content>Streams, and the agreement on their protocol.</content>
public sealed partial class Connection
{
    /// <summary>Opens a stream for the first of these protocols that the other side speaks.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<StreamResult> OpenStreamAsync(IReadOnlyList<string> protocols, CancellationToken cancel)
    {
        MultistreamDialer negotiation = new(protocols);
        if (!Scope.TryTake(ResourceKind.OutboundStreams, 1))
        {
            return new StreamResult(null, StreamFault.TooMany);
        }

        MuxedStream? stream = TryOpen(out StreamFault fault);
        if (stream is null)
        {
            Scope.Release(ResourceKind.OutboundStreams, 1);
            return new StreamResult(null, fault);
        }

        fault = await NegotiateAsync(stream, negotiation, cancel);
        if (fault == StreamFault.None)
        {
            return new StreamResult(stream, StreamFault.None);
        }

        stream.Reset();
        await stream.DisposeAsync();
        cancel.ThrowIfCancellationRequested();
        return new StreamResult(null, fault);
    }

    private MuxedStream? TryOpen(out StreamFault fault)
    {
        lock (_lock)
        {
            YamuxStreamState? state = _session.TryOpen();
            fault = state is not null ? StreamFault.None
                : _session.Fault != YamuxFault.None || _session.RemoteIsLeaving ? StreamFault.NotConnected
                : StreamFault.TooMany;
            if (state is null)
            {
                return null;
            }

            MuxedStream stream = new(this, state);
            state.Tag = stream;
            AfterChange();
            return stream;
        }
    }

    // Under the lock.
    private void Accept(YamuxStreamState state)
    {
        if (state.IsReset)
        {
            return;
        }

        if (_handlers >= _options.HandlersMax || !Scope.TryTake(ResourceKind.InboundStreams, 1))
        {
            _session.Reset(state);
            return;
        }

        _handlers++;
        MuxedStream stream = new(this, state);
        state.Tag = stream;
        _ = ServeAsync(stream);
    }

    private async Task ServeAsync(MuxedStream stream)
    {
        // The caller holds the lock.
        await Task.Yield();
        try
        {
            MultistreamListener negotiation = new(_router!.Serves);
            if (await NegotiateAsync(stream, negotiation, _stop.Token) == StreamFault.None)
            {
                await _router.ServeAsync(stream, _stop.Token);
            }
            else
            {
                stream.Reset();
            }
        }
        catch (Exception failed) when (failed is IOException or OperationCanceledException)
        {
            stream.Reset();
        }
        finally
        {
            await stream.DisposeAsync();
            lock (_lock)
            {
                _handlers--;
            }
        }
    }

    private async Task<StreamFault> NegotiateAsync(MuxedStream stream, MultistreamNegotiation negotiation, CancellationToken cancel)
    {
        ArrayBufferWriter<byte> output = new();
        byte[] input = new byte[MultistreamNegotiation.LineBytesMax + 2];
        using CancellationTokenSource timeout = new(_options.NegotiationTimeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            negotiation.Start(output);
            while (true)
            {
                if (output.WrittenCount > 0)
                {
                    await stream.WriteAsync(output.WrittenMemory, both.Token);
                    output.ResetWrittenCount();
                }

                if (negotiation.Status != SelectionStatus.Pending)
                {
                    break;
                }

                // Never more than the negotiation wants: what follows is the protocol's.
                int read = await stream.ReadAsync(input.AsMemory(0, Math.Min(negotiation.BytesWanted, input.Length)), both.Token);
                if (read == 0)
                {
                    return StreamFault.Reset;
                }

                negotiation.Receive(input.AsSpan(0, read), output);
            }
        }
        catch (StreamResetException)
        {
            return StreamFault.Reset;
        }
        catch (OperationCanceledException)
        {
            return StreamFault.TimedOut;
        }

        stream.Protocol = negotiation.Protocol ?? string.Empty;
        return negotiation.Status switch
        {
            SelectionStatus.Selected => StreamFault.None,
            SelectionStatus.Refused => StreamFault.Refused,
            _ => StreamFault.Reset,
        };
    }
}
