using System.Buffers.Binary;
using System.Runtime.InteropServices;
using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Routing;
using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Identities;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Gossipsub.Simulation;

/// <summary>
/// Many routers on one thread in virtual time. It drives the state machines themselves: RPCs go from queue to router as objects, each link with a
/// latency of its own, without Noise, Yamux and bytes, which other tests cover. Validation takes no time, links have no bandwidth, and hostile nodes
/// are real routers whose output is filtered, so that they obey the protocol wherever that helps them.
/// </summary>
internal sealed class GossipWorld : IDisposable
{
    private const string Topic = "t";
    private const int Victim = 0;
    private const ulong FnvPrime = 1099511628211;

    private readonly GossipWorldOptions _options;
    private readonly TestRandom _random;
    private readonly Node[] _nodes;
    private readonly Dictionary<PeerId, int> _numbers = [];
    private readonly PriorityQueue<Happening, (long Due, long Order)> _happenings = new();
    private readonly HashSet<MessageId> _ofVictim = [];
    private readonly List<long> _latencies = [];
    private TimeSpan _now;
    private long _order;
    private long _events;
    private long _copies;
    private int _published;
    private int _counted;
    private int _countedOfVictim;
    private long _deliveredOfVictim;
    private long _deliveredAtVictim;
    private ulong _hash = 14695981039346656037;

    public GossipWorld(GossipWorldOptions options)
    {
        _options = options;
        _random = new TestRandom(options.Seed);
        _nodes = new Node[options.Honest + options.Hostile];
        for (int i = 0; i < _nodes.Length; i++)
        {
            PeerId id = RouterHarness.Peer(i);
            _numbers[id] = i;
            _nodes[i] = new Node(this, i, id, new GossipSelf(id, null, 0, _random.Next()));
        }
    }

    public GossipReport Run()
    {
        Connect();
        for (int i = 0; i < _nodes.Length; i++)
        {
            _nodes[i].Router.Subscribe(Topic, new TopicSubscription(_options.Topic, null, Validates: false), _now);
            Pump(i);
            Schedule(TimeSpan.FromMilliseconds(_random.Next((int)_options.Gossip.HeartbeatInterval.TotalMilliseconds)), new Happening(i, -1, null));
        }

        Schedule(_options.PublishFrom, new Happening(-1, -1, null));
        while (_happenings.TryDequeue(out Happening next, out (long Due, long Order) at) && at.Due <= _options.Duration.Ticks)
        {
            _now = TimeSpan.FromTicks(at.Due);
            _events++;
            Happen(next);
        }

        return Report();
    }

    public void Dispose() => _happenings.Clear();

    private void Happen(Happening next)
    {
        if (next.Node < 0)
        {
            Publish();
        }
        else if (next.Rpc is null)
        {
            _nodes[next.Node].Router.Heartbeat(_now);
            Pump(next.Node);
            Schedule(_options.Gossip.HeartbeatInterval, next);
        }
        else
        {
            _nodes[next.Node].Router.Receive(_nodes[next.From].Id, next.Rpc, _now);
            Pump(next.Node);
        }
    }

    private void Connect()
    {
        HashSet<(int, int)> links = [];
        for (int i = 0; i < _nodes.Length; i++)
        {
            bool isHostile = i >= _options.Honest;
            int dials = isHostile && _options.HostileDialVictimOnly ? 1 : Math.Min(isHostile ? _options.HostileDials : _options.Dials, _options.Honest - 1);
            for (int made = 0; made < dials;)
            {
                int other = isHostile && _options.HostileDialVictimOnly ? Victim : _random.Next(_options.Honest);
                if (other == i || links.Contains((i, other)))
                {
                    continue;
                }

                made++;
                if (links.Add((i, other)) && !links.Contains((other, i)))
                {
                    _nodes[i].Router.AddPeer(_nodes[other].Id, GossipVersion.V12, isOutbound: true, _nodes[other].Address, _now);
                    _nodes[other].Router.AddPeer(_nodes[i].Id, GossipVersion.V12, isOutbound: false, _nodes[i].Address, _now);
                }
            }
        }
    }

    private void Publish()
    {
        int author = _options.VictimPublishes && _published % 2 == 0 ? Victim : _random.Next(_options.Honest);
        byte[] data = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(data, _now.Ticks);
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(8), author);
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(12), _published++);
        GossipPublishResult result = _nodes[author].Router.Publish(Topic, data, _now);
        if (author == Victim)
        {
            _ofVictim.Add(result.Id);
        }

        if (_now >= _options.CountFrom)
        {
            _counted++;
            _countedOfVictim += author == Victim ? 1 : 0;
        }

        Pump(author);
        if (_now + _options.PublishEvery < _options.Duration - _options.Settle)
        {
            Schedule(_options.PublishEvery, new Happening(-1, -1, null));
        }
    }

    // Carries out what a router wants: sends, and counts deliveries.
    private void Pump(int number)
    {
        Node node = _nodes[number];
        while (node.Router.TryTakeCommand(out GossipCommand? command))
        {
            if (command is GossipCommand.Send send)
            {
                int to = _numbers[send.Peer];
                while (node.Router.TryTakeOutput(send.Peer, out GossipRpc? rpc))
                {
                    GossipRpc? filtered = number >= _options.Honest && _now >= _options.AttackFrom ? Filter(rpc) : rpc;
                    if (filtered is not null)
                    {
                        Schedule(Latency(number, to), new Happening(to, number, filtered));
                    }
                }
            }
            else if (command is GossipCommand.Deliver delivery && number < _options.Honest)
            {
                Count(number, delivery.Message.Data.Span);
            }
        }
    }

    private void Count(int node, ReadOnlySpan<byte> data)
    {
        TimeSpan published = TimeSpan.FromTicks(BinaryPrimitives.ReadInt64LittleEndian(data));
        if (published >= _options.CountFrom)
        {
            int author = BinaryPrimitives.ReadInt32LittleEndian(data[8..]);
            _latencies.Add((_now - published).Ticks);
            _deliveredOfVictim += author == Victim ? 1 : 0;
            _deliveredAtVictim += node == Victim ? 1 : 0;
        }
    }

    private GossipRpc? Filter(GossipRpc rpc)
    {
        if (_options.Attack == GossipAttack.None || (rpc.Messages.Count == 0 && rpc.Have.Count == 0))
        {
            return rpc;
        }

        bool all = _options.Attack == GossipAttack.DropAll;
        GossipMessage[] messages = all ? [] : [.. rpc.Messages.Where(m => BinaryPrimitives.ReadInt32LittleEndian(m.Data.Span[8..]) != Victim)];
        HaveList[] have = all ? [] : [.. rpc.Have.Select(h => h with { Ids = [.. h.Ids.Where(id => !_ofVictim.Contains(id))] })];
        return messages.Length + have.Length + rpc.Subscriptions.Count + rpc.Graft.Count + rpc.Prune.Count + rpc.Want.Count + rpc.DontWant.Count == 0 ? null : new GossipRpc
        {
            Subscriptions = rpc.Subscriptions,
            Messages = messages,
            Have = have,
            Graft = rpc.Graft,
            Prune = rpc.Prune,
            Want = rpc.Want,
            DontWant = rpc.DontWant,
        };
    }

    private void Schedule(TimeSpan after, Happening happening) => _happenings.Enqueue(happening, ((_now + after).Ticks, _order++));

    // The same for every RPC of a link, so that they arrive in order.
    private TimeSpan Latency(int from, int to)
    {
        ulong mixed = (((ulong)Math.Min(from, to) << 32) | (uint)Math.Max(from, to)) * 0x9e3779b97f4a7c15;
        return TimeSpan.FromMilliseconds(_options.LatencyMinMs + (int)((mixed >> 33) % (ulong)(_options.LatencyMaxMs - _options.LatencyMinMs + 1)));
    }

    private GossipReport Report()
    {
        _latencies.Sort();
        int others = _options.Honest - 1;
        return new GossipReport
        {
            Published = _counted,
            Expected = (long)_counted * others,
            Delivered = _latencies.Count,
            Median = Quantile(0.5),
            P99 = Quantile(0.99),
            AtVictim = (double)_deliveredAtVictim / Math.Max(1, _counted - _countedOfVictim),
            FromVictim = (double)_deliveredOfVictim / Math.Max(1, (long)_countedOfVictim * others),
            Copies = (double)_copies / Math.Max(1, _latencies.Count),
            Events = _events,
            TraceHash = _hash,
        };
    }

    private TimeSpan Quantile(double part) => _latencies.Count == 0 ? TimeSpan.MaxValue : TimeSpan.FromTicks(_latencies[(int)(part * (_latencies.Count - 1))]);

    private void Mix(ulong value) => _hash = (_hash ^ value) * FnvPrime;

    // Either a router's heartbeat (no RPC), an RPC on its arrival, or (no node) a message to be published.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Happening(int Node, int From, GossipRpc? Rpc);

    private sealed class Node : IGossipTrace
    {
        private readonly GossipWorld _world;
        private readonly int _number;

        public Node(GossipWorld world, int number, PeerId id, GossipSelf self)
        {
            _world = world;
            _number = number;
            Id = id;
            Router = new GossipRouter(world._options.Gossip, self, this);
        }

        public PeerId Id { get; }

        // Each has its own: the hostile ones are rich.
        public System.Net.IPAddress Address => new([10, (byte)(_number >> 16), (byte)(_number >> 8), (byte)_number]);

        public GossipRouter Router { get; }

        public void Trace(in GossipTraceEvent happened)
        {
            _world.Mix((ulong)_number);
            _world.Mix((ulong)happened.Kind);
            _world.Mix((ulong)happened.Now.Ticks);
            _world.Mix((ulong)happened.Count);
            _world.Mix(happened.Peer is null ? 0 : (ulong)_world._numbers[happened.Peer] + 1);
            _world.Mix(happened.Message is MessageId id ? BinaryPrimitives.ReadUInt64LittleEndian(id.Bytes) : 0);
            if (_number < _world._options.Honest && happened.Kind is GossipTraceKind.Duplicate or GossipTraceKind.Delivered)
            {
                _world._copies++;
            }
        }
    }
}
