using P2PProver.Libp2p.Connections;

namespace P2PProver.Libp2p.Requests;

/// <summary>A response whose head arrived; the body, if there is one, is read from it as fast as the caller likes, within the protocol's time.</summary>
public sealed class Response : IAsyncDisposable
{
    private readonly MuxedStream _stream;
    private readonly CancellationTokenSource _deadline;
    private readonly Action _release;
    private bool _disposed;

    internal Response(MuxedStream stream, CancellationTokenSource deadline, byte[] head, long bodyBytes, Action release)
    {
        _stream = stream;
        _deadline = deadline;
        _release = release;
        Head = head;
        BodyBytesLeft = bodyBytes;
    }

    /// <summary>The head.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>How many bytes of the body were not read yet.</summary>
    public long BodyBytesLeft { get; private set; }

    /// <summary>Reads at least one byte of the body; 0 at its end.</summary>
    /// <exception cref="StreamResetException">The other side ended the stream before the body was whole.</exception>
    /// <exception cref="TimeoutException">The body came too slowly.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async ValueTask<int> ReadBodyAsync(Memory<byte> destination, CancellationToken cancel)
    {
        if (BodyBytesLeft == 0 || destination.IsEmpty)
        {
            return 0;
        }

        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancel);
        try
        {
            int read = await _stream.ReadAsync(destination[..(int)Math.Min(destination.Length, BodyBytesLeft)], both.Token);
            BodyBytesLeft -= read;
            return read > 0 ? read : throw new StreamResetException("the body ended early");
        }
        catch (OperationCanceledException late) when (_deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException("the body came too slowly", late);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            if (BodyBytesLeft > 0)
            {
                _stream.Reset();
            }

            await _stream.DisposeAsync();
            _deadline.Dispose();
            _release();
        }
    }
}
