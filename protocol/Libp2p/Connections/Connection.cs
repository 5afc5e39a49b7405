using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Noise;
using P2PProver.Libp2p.Yamux;

namespace P2PProver.Libp2p.Connections;

/// <summary>
/// An encrypted, multiplexed connection to one peer: the driver that moves bytes between a link and the state machines of Noise and Yamux. Reading
/// never waits for writing. Several threads may use it.
/// </summary>
public sealed partial class Connection : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ILink _link;
    private readonly NoiseChannel _channel;
    private readonly YamuxSession _session;
    private readonly ConnectionOptions _options;
    private readonly TimeProvider _time;
    private readonly AsyncSignal _output = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IStreamRouter? _router;
    private int _handlers;
    private int _bytesTaken;

    internal Connection(ILink link, ConnectionHandshake handshake, bool isInbound, ResourceScope scope, ConnectionOptions options, TimeProvider time)
    {
        _link = link;
        _options = options;
        _time = time;
        _channel = handshake.TakeChannel();
        _session = new YamuxSession(!isInbound, options.Yamux, time);
        Scope = scope;
        RemoteKey = handshake.RemoteKey!;
        UsedEarlyMuxer = handshake.UsedEarlyMuxer;
        IsInbound = isInbound;
        OpenedAt = time.GetUtcNow();
        LocalAddress = link.LocalAddress;
        RemoteAddress = link.RemoteAddress;
    }

    /// <summary>The key that the other side proved to have.</summary>
    public PeerPublicKey RemoteKey { get; }

    /// <summary>The other side.</summary>
    public PeerId RemotePeer => RemoteKey.Id;

    /// <summary>This end of the link.</summary>
    public Multiaddr LocalAddress { get; }

    /// <summary>The other end of the link.</summary>
    public Multiaddr RemoteAddress { get; }

    /// <summary>Whether the other side dialled.</summary>
    public bool IsInbound { get; }

    /// <summary>Whether the multiplexer was agreed upon inside the Noise handshake.</summary>
    public bool UsedEarlyMuxer { get; }

    /// <summary>When the handshakes were done.</summary>
    public DateTimeOffset OpenedAt { get; }

    /// <summary>Ends, never in failure, when the connection is closed and all that it held is given back.</summary>
    public Task Completion => _completion.Task;

    /// <summary>What this connection uses, counted for its peer and the whole node too.</summary>
    public ResourceScope Scope { get; }

    /// <summary>Why the connection ended, as far as the multiplexer knows.</summary>
    public YamuxFault Fault
    {
        get
        {
            lock (_lock)
            {
                return _session.Fault;
            }
        }
    }

    /// <summary>Whether the connection ended because a frame did not decrypt.</summary>
    public bool HasBadCiphertext { get; private set; }

    /// <summary>Whether no new stream can be opened, because either side is leaving or the connection failed.</summary>
    public bool IsEnding
    {
        get
        {
            lock (_lock)
            {
                return _session.Fault != YamuxFault.None || _session.RemoteIsLeaving;
            }
        }
    }

    /// <summary>The streams that are open.</summary>
    public int StreamCount
    {
        get
        {
            lock (_lock)
            {
                return _session.StreamCount;
            }
        }
    }

    /// <summary>The round trip of the latest ping of the multiplexer; null before the first answer.</summary>
    public TimeSpan? RoundTrip
    {
        get
        {
            lock (_lock)
            {
                return _session.RoundTrip;
            }
        }
    }

    /// <summary>Says good-bye and ends the connection; <see cref="Completion"/> tells when it is done.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _session.Close();
            AfterChange();
        }
    }

    /// <summary>Closes the connection and waits until it is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await Completion;
    }

    /// <summary>Peer and address.</summary>
    public override string ToString() => $"{(IsInbound ? "from" : "to")} {RemotePeer} at {RemoteAddress}";

    /// <summary>Starts moving bytes; the first are those that arrived behind the handshake.</summary>
    internal void Start(IStreamRouter router, ReadOnlySpan<byte> plaintext, ReadOnlyMemory<byte> ciphertext)
    {
        _router = router;
        OnPlaintext(plaintext);
        lock (_lock)
        {
            _session.Ping();
            AfterChange();
        }

        _ = RunAsync(ciphertext);
    }

    internal bool TryRead(YamuxStreamState state, Span<byte> destination, out int read)
    {
        lock (_lock)
        {
            read = _session.Read(state, destination);
            if (read > 0)
            {
                AfterChange();
                return true;
            }

            return state.IsReset ? throw new StreamResetException() : state.RemoteClosed || destination.IsEmpty;
        }
    }

    internal int Write(YamuxStreamState state, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (state.IsReset)
            {
                throw new StreamResetException();
            }

            if (state.LocalClosed)
            {
                throw new InvalidOperationException("the stream was closed for writing");
            }

            // Taken before, so that it is this stream that gives way when there is no room, and not the connection.
            if (!Scope.TryTake(ResourceKind.Bytes, bytes.Length))
            {
                _session.Reset(state);
                AfterChange();
                throw new StreamResetException("no room for bytes to send");
            }

            _bytesTaken += bytes.Length;
            int accepted = _session.Write(state, bytes);
            AfterChange();
            return accepted;
        }
    }

    internal void CloseWrite(YamuxStreamState state)
    {
        lock (_lock)
        {
            _session.CloseWrite(state);
            AfterChange();
        }
    }

    internal void Reset(YamuxStreamState state)
    {
        lock (_lock)
        {
            _session.Reset(state);
            AfterChange();
        }
    }

    internal void Release(YamuxStreamState state)
    {
        lock (_lock)
        {
            _session.Release(state);
            AfterChange();
        }

        Scope.Release(state.IsInbound ? ResourceKind.InboundStreams : ResourceKind.OutboundStreams, 1);
    }

    // Under the lock, after anything happened to the session: wakes readers and writers of streams, and the loop that sends.
    private void AfterChange()
    {
        int change = _session.BufferedBytes - _bytesTaken;
        if (change <= 0)
        {
            Scope.Release(ResourceKind.Bytes, -change);
            _bytesTaken += change;
        }
        else if (Scope.TryTake(ResourceKind.Bytes, change))
        {
            _bytesTaken += change;
        }
        else
        {
            // Somebody has to give way, and it is the connection that brings more.
            _session.Close();
            Scope.Release(ResourceKind.Bytes, _bytesTaken);
            _bytesTaken = 0;
        }

        while (_session.TryTakeNews(out YamuxStreamState? state))
        {
            if (state!.Tag is MuxedStream stream)
            {
                stream.News.Set();
                stream.Room.Set();
            }
        }

        if (_session.HasOutput || _session.Fault != YamuxFault.None)
        {
            _output.Set();
        }
    }
}
