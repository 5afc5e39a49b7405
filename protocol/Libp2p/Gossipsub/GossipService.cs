using System.Threading.Channels;
using P2PProver.Libp2p.Gossipsub.Driving;
using P2PProver.Libp2p.Gossipsub.Routing;
using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub;

/// <summary>
/// Gossipsub on a host: the thin driver that moves RPCs between streams and the router, runs validators and dials whom the router names. Dispose of it
/// before its host. Several threads may use it.
/// </summary>
public sealed partial class GossipService : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Libp2pHost _host;
    private readonly GossipOptions _options;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly GossipRouter _router;
    private readonly TraceFan _trace;
    private readonly Dictionary<string, GossipSubscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly Channel<GossipCommand.Connect> _connects;
    private readonly SemaphoreSlim _validators;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];

    /// <summary>Serves gossipsub on a host from now on.</summary>
    /// <param name="host">The host; connections that it has already are used as soon as they identify again, so make the service first.</param>
    /// <param name="identity">The host's identity, which signs under StrictSign. It stays the caller's.</param>
    /// <param name="options">Bounds and habits.</param>
    /// <param name="time">The clock of the host.</param>
    /// <param name="seed">Decides the router's choices; random, except in a simulation.</param>
    /// <param name="traces">Told all that happens.</param>
    public GossipService(Libp2pHost host, PeerIdentity identity, GossipOptions options, TimeProvider time, ulong seed, params IReadOnlyList<IGossipTrace> traces)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _host = host;
        _options = options;
        _time = time;
        _start = time.GetTimestamp();
        _trace = new TraceFan([new MeshValues(host.Values), .. traces]);

        // Time starts the numbers, in nanoseconds, so that they go on growing after a restart.
        ulong firstSequence = (ulong)time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        _router = new GossipRouter(options, new GossipSelf(identity.Id, identity, firstSequence, seed), _trace);
        _validators = new SemaphoreSlim(options.ValidationConcurrency);

        // Peers of a PRUNE that find no room are not missed: there will be other ones.
        _connects = Channel.CreateBounded<GossipCommand.Connect>(new BoundedChannelOptions(options.ConnectPendingMax) { FullMode = BoundedChannelFullMode.DropWrite });
        _limits = new Wire.RpcLimits { TopicBytesMax = options.TopicBytesMax, PrunePeersMax = options.PrunePeersMax };
        foreach (string protocol in GossipProtocols.All)
        {
            host.Handle(protocol, ServeAsync);
        }

        foreach (PeerId direct in options.DirectPeers.Keys)
        {
            host.Values.Protect(direct, "gossip direct peer");
        }

        host.Observe(this);
        _loops.Add(BeatAsync());
        _loops.AddRange(Enumerable.Range(0, options.ConnectWorkers).Select(_ => ConnectAsync()));
    }

    /// <summary>Called when a validator failed by a mistake of its own: the topic and what it threw.</summary>
    public Action<string, Exception>? ValidatorFailed { get; init; }

    /// <summary>How many peers we have a stream to.</summary>
    public int PeerCount => Read(r => r.PeerCount);

    /// <summary>Follows a topic.</summary>
    /// <exception cref="InvalidOperationException">It is followed already.</exception>
    public GossipSubscription Subscribe(string topic, GossipSubscriptionOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(options);
        GossipSubscription subscription = new(topic, options, _options.DeliveriesMax);
        Do((router, now) =>
        {
            if (!router.Subscribe(topic, new TopicSubscription(options.Score, options.Gate, options.Validator is not null), now))
            {
                throw new InvalidOperationException($"{topic} is followed already");
            }

            _subscriptions.Add(topic, subscription);
        });
        return subscription;
    }

    /// <summary>Ceases to follow a topic.</summary>
    public void Unsubscribe(GossipSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        Do((router, now) =>
        {
            if (_subscriptions.GetValueOrDefault(subscription.Topic) == subscription)
            {
                _subscriptions.Remove(subscription.Topic);
                router.Unsubscribe(subscription.Topic, now);
            }
        });
        subscription.End();
    }

    /// <summary>Sends a message to a topic, whether we follow it or not. Never waits; we do not get it ourselves.</summary>
    public GossipPublishResult Publish(string topic, ReadOnlySpan<byte> data)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        byte[] copy = data.ToArray();
        return Do((router, now) => router.Publish(topic, copy, now));
    }

    /// <summary>The score of a peer; 0 for one that nothing is known of.</summary>
    public double Score(PeerId peer) => Read(r => r.Score(peer));

    /// <summary>The peers in our mesh of a topic.</summary>
    public IReadOnlyList<PeerId> MeshPeers(string topic) => Read(r => r.Mesh(topic));

    /// <summary>The peers that follow a topic.</summary>
    public IReadOnlyList<PeerId> Followers(string topic) => Read(r => r.Followers(topic));

    /// <summary>Ends all streams and waits until all is done.</summary>
    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        Task[] loops;
        lock (_lock)
        {
            loops = [.. _loops, .. _running.Values];
        }

        await Task.WhenAll(loops);
        foreach (GossipSubscription subscription in _subscriptions.Values)
        {
            subscription.End();
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    private T Read<T>(Func<GossipRouter, T> read)
    {
        lock (_lock)
        {
            return read(_router);
        }
    }

    // An event for the router, then what it wants done, outside the lock.
    private T Do<T>(Func<GossipRouter, TimeSpan, T> happen)
    {
        List<GossipCommand>? commands = null;
        T result;
        lock (_lock)
        {
            result = happen(_router, Now);
            while (_router.TryTakeCommand(out GossipCommand? command))
            {
                (commands ??= []).Add(command);
            }
        }

        foreach (GossipCommand command in commands ?? [])
        {
            Execute(command);
        }

        return result;
    }

    private void Do(Action<GossipRouter, TimeSpan> happen) => Do((router, now) =>
    {
        happen(router, now);
        return true;
    });

    private void Execute(GossipCommand command)
    {
        switch (command)
        {
            case GossipCommand.Send send:
                Wake(send.Peer);
                break;
            case GossipCommand.Validate work:
                _ = ValidateAsync(work);
                break;
            case GossipCommand.Deliver delivery:
                Deliver(delivery);
                break;
            case GossipCommand.Connect connect:
                _connects.Writer.TryWrite(connect);
                break;
            case GossipCommand.Close close:
                Break(close.Peer);
                break;
            default:
                throw new InvalidOperationException($"nobody knows how to {command}");
        }
    }

    private void Deliver(GossipCommand.Deliver delivery)
    {
        lock (_lock)
        {
            if (_subscriptions.TryGetValue(delivery.Message.Topic, out GossipSubscription? subscription)
                && !subscription.TryDeliver(new GossipDelivery(delivery.Id, delivery.Message, delivery.Sender)))
            {
                _trace.Trace(new GossipTraceEvent(GossipTraceKind.DeliveryDropped, Now, delivery.Message.Topic, delivery.Sender, delivery.Id, 1));
            }
        }
    }

    private async Task BeatAsync()
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                await Task.Delay(_options.HeartbeatInterval, _time, _stop.Token);
                Do((router, now) => router.Heartbeat(now));
            }
        }
        catch (OperationCanceledException)
        {
            // The service ends.
        }
    }
}
