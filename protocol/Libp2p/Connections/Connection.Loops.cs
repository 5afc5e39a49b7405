using System.Buffers;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Noise;
using P2PProver.Libp2p.Yamux;

namespace P2PProver.Libp2p.Connections;

/// <content>The two loops: link to session, session to link.</content>
public sealed partial class Connection
{
    private const int ReadBufferBytes = 2 * NoiseChannel.FrameBytesMax;

    private async Task RunAsync(ReadOnlyMemory<byte> first)
    {
        await using (ITimer timer = _time.CreateTimer(_ => Tick(), state: null, _options.TickInterval, _options.TickInterval))
        {
            Task writing = WriteLoopAsync();
            Task reading = ReadLoopAsync(first);
            await Task.WhenAny(writing, reading);

            // Whichever loop ended first, the session ends now. The good-bye may take a moment, a link that takes nothing any more may not.
            Close();
            await writing.WaitAsync(_options.CloseTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await _link.DisposeAsync();
            _stop.Cancel();
            await Task.WhenAll(writing, reading);
        }

        _channel.Dispose();
        Scope.Dispose();
        _completion.TrySetResult();
    }

    private async Task ReadLoopAsync(ReadOnlyMemory<byte> first)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReadBufferBytes);
        byte[] plaintext = ArrayPool<byte>.Shared.Rent(NoiseChannel.PlaintextBytesMax);
        try
        {
            first.CopyTo(buffer);
            int filled = first.Length;
            while (Open(buffer, ref filled, plaintext))
            {
                int read = await _link.ReadAsync(buffer.AsMemory(filled), _stop.Token);
                if (read == 0)
                {
                    return;
                }

                filled += read;
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The link broke or was closed; the session learns of it in RunAsync.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<byte>.Shared.Return(plaintext);
        }
    }

    // Opens all whole frames and moves what is left to the front; false at the end of the session and for a frame that does not decrypt.
    private bool Open(byte[] buffer, ref int filled, byte[] plaintext)
    {
        int start = 0;
        ReadStatus status;
        while ((status = _channel.TryOpen(buffer.AsSpan(start, filled - start), plaintext, out int taken, out int length)) == ReadStatus.Done)
        {
            start += taken;
            if (!OnPlaintext(plaintext.AsSpan(0, length)))
            {
                return false;
            }
        }

        HasBadCiphertext = status == ReadStatus.Malformed;
        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        filled -= start;
        return status == ReadStatus.NeedMore;
    }

    private bool OnPlaintext(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _session.Receive(bytes);
            while (_session.TryTakeOpened(out YamuxStreamState? state))
            {
                Accept(state!);
            }

            AfterChange();
            return _session.Fault == YamuxFault.None;
        }
    }

    private async Task WriteLoopAsync()
    {
        byte[] plaintext = ArrayPool<byte>.Shared.Rent(NoiseChannel.PlaintextBytesMax);
        byte[] frame = ArrayPool<byte>.Shared.Rent(NoiseChannel.FrameBytesMax);
        try
        {
            while (true)
            {
                int length = Fill(plaintext.AsSpan(0, NoiseChannel.PlaintextBytesMax), out bool ended);
                if (length > 0)
                {
                    int sealedLength = _channel.Seal(plaintext.AsSpan(0, length), frame);
                    await _link.WriteAsync(frame.AsMemory(0, sealedLength), _stop.Token);
                }
                else if (ended)
                {
                    return;
                }
                else
                {
                    await _output.WaitAsync(_stop.Token);
                }
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // As in the other loop.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plaintext);
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private int Fill(Span<byte> plaintext, out bool ended)
    {
        lock (_lock)
        {
            int length = _session.Fill(plaintext);
            ended = _session.Fault != YamuxFault.None;
            if (length > 0)
            {
                AfterChange();
            }

            return length;
        }
    }

    private void Tick()
    {
        lock (_lock)
        {
            _session.Tick();
            AfterChange();
        }
    }
}
