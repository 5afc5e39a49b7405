using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Hosting.Trimming;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Noise;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Libp2p.Hosting;

/// <summary>
/// A node of the network: it listens, dials, keeps connections within bounds, tells peers apart by their keys, and hands streams to whoever serves
/// their protocol. Ping and identify are served from the start. Several threads may use it.
/// </summary>
public sealed partial class Libp2pHost : IAsyncDisposable, IStreamRouter
{
    private readonly Lock _lock = new();
    private readonly PeerIdentity _identity;
    private readonly HostOptions _options;
    private readonly IReadOnlyList<ITransport> _transports;
    private readonly TimeProvider _time;
    private readonly NoiseKey _noiseKey;
    private readonly Upgrader _upgrader;
    private readonly ConnectionTable _table;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskTally _work = new();
    private readonly ITimer _trimTimer;
    private readonly List<ILinkListener> _listeners = [];
    private readonly List<Task> _accepting = [];
    private readonly Dictionary<string, Func<MuxedStream, CancellationToken, Task>> _handlers = new(StringComparer.Ordinal);
    private IReadOnlyList<IHostObserver> _observers = [];
    private bool _disposed;

    /// <summary>A host that uses an identity, which stays the caller's, over some transports.</summary>
    public Libp2pHost(PeerIdentity identity, IReadOnlyList<ITransport> transports, HostOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(transports);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _identity = identity;
        _transports = transports;
        _options = options;
        _time = time;
        _noiseKey = new NoiseKey(identity);
        _upgrader = new Upgrader(_noiseKey, options.Connection, time);
        _table = new ConnectionTable(options, time);
        _backoff = new DialBackoff(options.BackoffMin, options.BackoffMax, options.BackoffEntriesMax, time);
        Peers = new PeerBook(options.PeersMax);
        Metrics = new HostMetrics(_table.NodeScope);
        Values = new PeerValues(options.Trim);
        _penalties = new PenaltyLedger(options.Penalties, time);
        _trimTimer = time.CreateTimer(_ => Trim(), state: null, options.Trim.Interval, options.Trim.Interval);
        Handle(PingProtocol.Id, PingProtocol.ServeAsync);
        Handle(IdentifyProtocol.Id, ServeIdentifyAsync);
        Handle(IdentifyProtocol.PushId, ServePushAsync);
    }

    /// <summary>This host's peer id.</summary>
    public PeerId Id => _identity.Id;

    /// <summary>What peers said about themselves.</summary>
    public PeerBook Peers { get; }

    /// <summary>What makes the connections with a peer worth keeping.</summary>
    public PeerValues Values { get; }

    /// <summary>What this host counts.</summary>
    internal HostMetrics Metrics { get; }

    /// <summary>What all connections together use.</summary>
    public ResourceScope Resources => _table.NodeScope;

    /// <summary>The addresses that are listened on, without the peer id.</summary>
    public IReadOnlyList<Multiaddr> ListenAddresses
    {
        get
        {
            lock (_lock)
            {
                return [.. _listeners.Select(l => l.Address)];
            }
        }
    }

    /// <summary>The connections there are.</summary>
    public IReadOnlyList<Connection> Connections => _table.All();

    /// <summary>Tells an observer all that happens from now on.</summary>
    public void Observe(IHostObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_lock)
        {
            _observers = [.. _observers, observer];
        }
    }

    /// <summary>Serves a protocol. Peers learn of it from identify, or from <see cref="PushAsync"/> if they are connected already.</summary>
    /// <exception cref="InvalidOperationException">The protocol is served already, or too many are.</exception>
    public void Handle(string protocol, Func<MuxedStream, CancellationToken, Task> handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(protocol);
        lock (_lock)
        {
            if (_handlers.Count >= _options.ProtocolsMax || !_handlers.TryAdd(protocol, handler))
            {
                throw new InvalidOperationException($"{protocol} is served already, or more than {_options.ProtocolsMax} protocols are");
            }
        }
    }

    /// <inheritdoc/>
    public bool Serves(string protocol)
    {
        lock (_lock)
        {
            return _handlers.ContainsKey(protocol);
        }
    }

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "a handler's mistake costs its stream, not the node")]
    public async Task ServeAsync(MuxedStream stream, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Func<MuxedStream, CancellationToken, Task> handler;
        lock (_lock)
        {
            handler = _handlers[stream.Protocol];
        }

        try
        {
            await handler(stream, cancel);
        }
        catch (Exception failed) when (failed is not (IOException or OperationCanceledException))
        {
            stream.Reset();
            Tell(o => o.OnHandlerFailed(stream.Protocol, failed));
        }
    }

    /// <summary>Opens a stream to a connected peer for the first of these protocols that it speaks.</summary>
    public async Task<StreamResult> OpenStreamAsync(PeerId peer, IReadOnlyList<string> protocols, CancellationToken cancel) =>
        _table.Find(peer) is Connection connection
            ? await connection.OpenStreamAsync(protocols, cancel)
            : new StreamResult(null, StreamFault.NotConnected);

    /// <summary>Listens on an address and returns the one that was really taken.</summary>
    /// <exception cref="IOException">The address cannot be had.</exception>
    public async Task<Multiaddr> ListenAsync(Multiaddr address, CancellationToken cancel)
    {
        ILinkListener? listener = null;
        foreach (ITransport transport in _transports)
        {
            listener ??= await transport.ListenAsync(address, cancel);
        }

        ILinkListener opened = listener ?? throw new IOException("the host has no transport");
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _listeners.Add(opened);
            _accepting.Add(AcceptAsync(opened));
        }

        return opened.Address;
    }

    /// <summary>Stops listening, closes all connections, and waits until all is done.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _stop.Cancel();
        foreach (ILinkListener listener in _listeners)
        {
            await listener.DisposeAsync();
        }

        await Task.WhenAll(_accepting);
        await _trimTimer.DisposeAsync();
        foreach (Connection connection in _table.All())
        {
            connection.Close();
        }

        // Handshakes under way are cancelled by now, and what they still bring is closed as it comes.
        await _work.DrainAsync();

        _table.Dispose();
        Metrics.Dispose();
        _noiseKey.Dispose();
    }

    private void Tell(Action<IHostObserver> news)
    {
        foreach (IHostObserver observer in _observers)
        {
            news(observer);
        }
    }
}
