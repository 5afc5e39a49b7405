using P2PProver.Fields;

namespace P2PProver.Testnet.Simulation.Network;

/// <summary>
/// Delays and cuts between nodes: a log-normal delay per pair, a little jitter per message, one queue per uplink, and groups that do not hear each
/// other while a partition lasts.
/// </summary>
public sealed class Links
{
    private readonly NetworkOptions _options;
    private readonly Prng _random;
    private readonly ulong _seed;
    private readonly TimeSpan[] _uplinkFreeAt;
    private readonly double[] _uplinkFactor;
    private readonly int[] _group;
    private readonly HashSet<(int From, int To)> _cutPairs = [];

    /// <summary>Links between a number of nodes.</summary>
    public Links(NetworkOptions options, int nodes, Prng random)
    {
        _options = options;
        _random = random;
        _seed = random.NextUInt64();
        _uplinkFreeAt = new TimeSpan[nodes];
        _uplinkFactor = new double[nodes];
        _group = new int[nodes];
        Array.Fill(_uplinkFactor, 1.0);
    }

    /// <summary>Whether some pair of nodes is cut off from each other now.</summary>
    public bool IsPartitioned { get; private set; }

    /// <summary>Whether a message from one node to another would be lost now.</summary>
    public bool IsCut(int from, int to) =>
        IsPartitioned && (_group[from] != _group[to] || (_cutPairs.Count > 0 && _cutPairs.Contains((from, to))));

    /// <summary>Puts each node into a group; groups do not hear each other until <see cref="Heal"/>.</summary>
    public void Partition(Func<int, int> groupOf)
    {
        for (int i = 0; i < _group.Length; i++)
        {
            _group[i] = groupOf(i);
        }

        IsPartitioned = true;
    }

    /// <summary>Cuts one direction between two nodes until <see cref="Heal"/>.</summary>
    public void Cut(int from, int to)
    {
        _cutPairs.Add((from, to));
        IsPartitioned = true;
    }

    /// <summary>Ends every partition and cut.</summary>
    public void Heal()
    {
        Array.Clear(_group);
        _cutPairs.Clear();
        IsPartitioned = false;
    }

    /// <summary>Makes one node's uplink slower (below one) or faster.</summary>
    public void ScaleUplink(int node, double factor) => _uplinkFactor[node] = factor;

    /// <summary>The delay of a short message; it does not wait for the uplink.</summary>
    public TimeSpan Delay(int from, int to)
    {
        double jitter = 1.0 + (_options.JitterShare * ((2.0 * _random.NextDouble()) - 1.0));
        return PairDelay(from, to) * jitter;
    }

    /// <summary>When a transfer that starts now ends, after those before it on the sender's uplink.</summary>
    public TimeSpan TransferEnd(TimeSpan now, int from, int to, int bytes)
    {
        TimeSpan start = _uplinkFreeAt[from] > now ? _uplinkFreeAt[from] : now;
        TimeSpan sent = start + TimeSpan.FromSeconds(bytes * 8.0 / (_options.UplinkBitsPerSecond * _uplinkFactor[from]));
        _uplinkFreeAt[from] = sent;
        return sent + Delay(from, to);
    }

    /// <summary>The delay of a pair, the same in both directions and for the whole run: a hash of the pair drives a log-normal draw.</summary>
    public TimeSpan PairDelay(int from, int to)
    {
        (int low, int high) = from < to ? (from, to) : (to, from);
        ulong state = _seed ^ (((ulong)low << 32) | (uint)high);
        double u1 = Unit(ref state);
        double u2 = Unit(ref state);
        double normal = Math.Sqrt(-2.0 * Math.Log(u1)) * Math.Cos(2.0 * Math.PI * u2);
        return _options.LatencyMedian * Math.Exp(_options.LatencySigma * normal);
    }

    /// <summary>A uniform number in (0, 1] by SplitMix64.</summary>
    private static double Unit(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((z >> 11) + 1) * (1.0 / (1UL << 53));
    }
}
