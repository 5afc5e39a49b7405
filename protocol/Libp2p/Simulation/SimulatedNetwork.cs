using System.Net;
using P2PProver.Libp2p.Links;

namespace P2PProver.Libp2p.Simulation;

/// <summary>
/// A network inside one process under <see cref="VirtualTime"/>: hosts with IP addresses, links with seeded latency, losses and bandwidth, and
/// partitions that can be made and healed. Bytes under way when a partition begins arrive after it, as TCP would have it.
/// </summary>
public sealed class SimulatedNetwork
{
    private readonly Dictionary<IPEndPoint, SimulatedListener> _listeners = [];
    private readonly HashSet<(IPAddress, IPAddress)> _cuts = [];
    private readonly List<SimulatedLink> _links = [];
    private ulong _random;
    private int _nextPort = 49152;

    /// <summary>An empty network; the seed decides latencies and losses.</summary>
    public SimulatedNetwork(VirtualTime time, SimulatedNetworkOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(options);
        Time = time;
        Options = options;
        _random = seed;
    }

    /// <summary>The clock.</summary>
    public VirtualTime Time { get; }

    /// <summary>How links behave.</summary>
    public SimulatedNetworkOptions Options { get; }

    /// <summary>The transport of a host with this IP address.</summary>
    public ITransport CreateHost(IPAddress address) => new SimulatedTransport(this, address);

    /// <summary>Cuts all traffic between two groups of hosts until <see cref="Heal"/>.</summary>
    public void Partition(IEnumerable<IPAddress> one, IReadOnlyCollection<IPAddress> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        foreach (IPAddress left in one)
        {
            foreach (IPAddress right in other)
            {
                _cuts.Add((left, right));
                _cuts.Add((right, left));
            }
        }
    }

    /// <summary>Ends all partitions.</summary>
    public void Heal()
    {
        _cuts.Clear();
        foreach (SimulatedLink link in _links.ToArray())
        {
            link.Deliver();
        }
    }

    /// <summary>Breaks all links of a host, as if it lost power; its listeners end too.</summary>
    public void Kill(IPAddress host)
    {
        foreach (SimulatedLink link in _links.Where(l => l.Touches(host)).ToArray())
        {
            link.Break();
        }

        foreach (IPEndPoint endpoint in _listeners.Keys.Where(e => e.Address.Equals(host)).ToArray())
        {
            _listeners.Remove(endpoint);
        }
    }

    internal bool IsCut(IPAddress from, IPAddress to) => _cuts.Contains((from, to));

    internal SimulatedListener Listen(IPEndPoint endpoint)
    {
        IPEndPoint taken = endpoint.Port == 0 ? new IPEndPoint(endpoint.Address, _nextPort++) : endpoint;
        SimulatedListener listener = new(this, taken);
        return _listeners.TryAdd(taken, listener) ? listener : throw new IOException($"{taken} is taken");
    }

    internal void Unlisten(IPEndPoint endpoint) => _listeners.Remove(endpoint);

    internal async ValueTask<ILink> DialAsync(IPAddress from, IPEndPoint to, CancellationToken cancel)
    {
        if (IsCut(from, to.Address))
        {
            await Task.Delay(Options.DialTimeout, Time, cancel);
            throw new IOException($"{to} does not answer");
        }

        TimeSpan latency = Between(Options.LatencyMin, Options.LatencyMax);
        await Task.Delay(2 * latency, Time, cancel);
        if (!_listeners.TryGetValue(to, out SimulatedListener? listener))
        {
            throw new IOException($"{to} refuses the connection");
        }

        (SimulatedLink near, SimulatedLink far) = SimulatedLink.CreatePair(this, new IPEndPoint(from, _nextPort++), to, latency);
        _links.Add(near);
        _links.Add(far);
        return listener.TryOffer(far) ? near : throw new IOException($"{to} has no room for the connection");
    }

    internal void Forget(SimulatedLink link) => _links.Remove(link);

    /// <summary>How much later than without losses a piece arrives.</summary>
    internal TimeSpan LossDelay()
    {
        TimeSpan delay = TimeSpan.Zero;
        TimeSpan next = Options.RetransmissionAfter;
        for (int attempt = 0; attempt < 8 && (long)(Next() % 1_000_000) < Options.LossPerMillion; attempt++)
        {
            delay += next;
            next *= 2;
        }

        return delay;
    }

    private TimeSpan Between(TimeSpan min, TimeSpan max) =>
        max <= min ? min : min + TimeSpan.FromTicks((long)(Next() % (ulong)(max - min).Ticks));

    // SplitMix64.
    private ulong Next()
    {
        _random += 0x9e3779b97f4a7c15;
        ulong z = _random;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
