using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Yamux;

namespace P2PProver.Libp2p.Connections;

/// <summary>
/// A flow of bytes in both directions inside a connection, each of which ends on its own. One reader and one writer at a time. Disposing of a stream
/// that was closed for writing lets its last bytes go out; disposing of any other resets it.
/// </summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "what libp2p and Yamux call a stream")]
public sealed class MuxedStream : IAsyncDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly YamuxStreamState _state;
    private bool _disposed;

    internal MuxedStream(Connection connection, YamuxStreamState state)
    {
        Connection = connection;
        _state = state;
    }

    /// <summary>The connection of the stream.</summary>
    public Connection Connection { get; }

    /// <summary>The protocol both sides agreed upon; empty before that.</summary>
    public string Protocol { get; internal set; } = string.Empty;

    /// <summary>Whether the other side opened the stream.</summary>
    public bool IsInbound => _state.IsInbound;

    internal AsyncSignal News { get; } = new();

    internal AsyncSignal Room { get; } = new();

    /// <summary>Reads at least one byte; 0 after the other side's last one.</summary>
    /// <exception cref="StreamResetException">The stream was reset.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancel)
    {
        while (true)
        {
            if (Connection.TryRead(_state, destination.Span, out int read))
            {
                return read;
            }

            await News.WaitAsync(cancel);
        }
    }

    /// <summary>Writes all bytes; waits while the other side does not read.</summary>
    /// <exception cref="StreamResetException">The stream was reset.</exception>
    /// <exception cref="InvalidOperationException">The stream was closed for writing.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (true)
        {
            int accepted = Connection.Write(_state, bytes.Span[..Math.Min(bytes.Length, PieceBytes)]);
            bytes = bytes[accepted..];
            if (bytes.IsEmpty)
            {
                return;
            }

            if (accepted == 0)
            {
                await Room.WaitAsync(cancel);
            }
        }
    }

    /// <summary>Ends this side after what was written; reading goes on.</summary>
    public void CloseWrite() => Connection.CloseWrite(_state);

    /// <summary>Ends the stream at once, both ways.</summary>
    public void Reset() => Connection.Reset(_state);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            Connection.Release(_state);
        }

        return ValueTask.CompletedTask;
    }
}
