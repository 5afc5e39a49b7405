using P2PProver.Fields;
using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Adversaries;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Checkers;
using P2PProver.Testnet.Simulation.Events;
using P2PProver.Testnet.Simulation.Network;
using P2PProver.Testnet.Simulation.Proofs;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>
/// A whole network in one thread: mesh nodes on simulated hosts, links, a chain, timed mock proofs, faults, adversaries, and the checkers that look on.
/// The options determine everything.
/// </summary>
public sealed partial class SimWorld : IGossipNodes
{
    /// <summary>What the clocks show when a run starts.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    private ulong _tickets;
    private TimeSpan? _endAt;

    /// <summary>Builds the network of some options; lines of the log go to a writer if there is one.</summary>
    public SimWorld(SimOptions options, TextWriter? lines = null)
    {
        Options = options;
        Log = new EventLog(lines);
        Prng seeds = new(options.Seed);
        Random = seeds.Fork();
        Keys = new SimKeys(seeds.NextUInt64(), options.Nodes);
        Signatures = new MockSignatures(seeds.NextUInt64());
        Proofs = new MockProofSystem(options.Jobs, seeds.NextUInt64()) { AcceptsAnything = options.Canary == Canary.VerifierAcceptsAnything };
        Links = new Links(options.Network, options.Nodes, seeds.Fork());
        Topology = Topology.Random(options.Nodes, options.Network.Degree, seeds.Fork());
        Traffic = new TrafficLedger(options.Nodes);
        Overlay = new GossipOverlay(options.Network, Agenda, Links, Topology, Traffic, this, seeds.Fork());
        Adversary = new Adversary(this, seeds.Fork());
        Nodes = TraitsDraw.Draw(options, Keys, seeds.Fork()).Select((traits, i) => new SimNode(this, i, traits)).ToArray();
        RollupModel model = new(options.Rules, Proofs) { Canary = options.Canary };
        Chain = new SimulatedChain(options.Chain, model, Genesis(model), seeds.Fork());
        Figures = new BatchFigures(this);
        Checks = new CheckerSet(this);
        ScheduleStart(seeds.Fork());
    }

    /// <summary>What determines the run.</summary>
    public SimOptions Options { get; }

    /// <summary>The clock and what is to come.</summary>
    public Agenda<SimEvent> Agenda { get; } = new();

    /// <summary>The nodes.</summary>
    public IReadOnlyList<SimNode> Nodes { get; }

    /// <summary>The chain.</summary>
    public SimulatedChain Chain { get; }

    /// <summary>The links.</summary>
    public Links Links { get; }

    /// <summary>Who gossips with whom.</summary>
    public Topology Topology { get; }

    /// <summary>The overlay.</summary>
    public GossipOverlay Overlay { get; }

    /// <summary>Bytes on the wire.</summary>
    public TrafficLedger Traffic { get; }

    /// <summary>The timed mock proofs.</summary>
    public MockProofSystem Proofs { get; }

    /// <summary>The log.</summary>
    public EventLog Log { get; }

    /// <summary>Times and prover work by batch.</summary>
    public BatchFigures Figures { get; }

    /// <summary>The checkers.</summary>
    public CheckerSet Checks { get; }

    /// <summary>What dishonest nodes do.</summary>
    public Adversary Adversary { get; }

    /// <summary>Names.</summary>
    public SimKeys Keys { get; }

    internal MockSignatures Signatures { get; }

    internal RankCache Ranks { get; } = new();

    internal Prng Random { get; }

    /// <summary>Runs to the end: all batches concluded and a short while after, a broken invariant, or the time limit.</summary>
    public SimResult Run()
    {
        while (Step())
        {
        }

        Checks.OnEnd();
        return SimResult.Of(this);
    }

    /// <summary>Handles one event; false at the end.</summary>
    public bool Step()
    {
        if (Checks.Violations.Count > 0 || !Agenda.TryNext(out SimEvent next) || Agenda.Now > Options.TimeMax || Agenda.Now > _endAt)
        {
            return false;
        }

        Dispatch(next);
        Checks.AfterEvent(next);
        return true;
    }

    /// <summary>Does something at a time: how scenarios intervene.</summary>
    public void At(TimeSpan time, Action action) => Schedule(time, SimEventKind.Control, node: -1, life: 0, action);

    /// <summary>Stops a node; for good, or until it is started again.</summary>
    public void Crash(int node, bool forGood = false) => Nodes[node].Crash(forGood);

    /// <summary>Starts a node that was stopped.</summary>
    public void Restart(int node)
    {
        Nodes[node].Start();
        Overlay.Repair();
    }

    /// <summary>Splits the network into groups.</summary>
    public void Partition(Func<int, int> groupOf)
    {
        Links.Partition(groupOf);
        Log.Write(Agenda.Now, -1, LogKind.Partition, value: 1);
        ForEachLink((a, b) =>
        {
            if (Links.IsCut(a, b))
            {
                Nodes[a].Handle(new PeerDisconnected(Nodes[b].Id));
            }
        });
    }

    /// <summary>Ends every partition.</summary>
    public void Heal()
    {
        Links.Heal();
        Log.Write(Agenda.Now, -1, LogKind.Partition);
        ForEachLink((a, b) =>
        {
            if (Nodes[b].IsUp)
            {
                Nodes[a].Handle(new PeerConnected(Nodes[b].Id));
            }
        });
        Overlay.Repair();
    }

    /// <summary>Gives a node a link to another, as its discovery would.</summary>
    public void Connect(int a, int b)
    {
        Topology.Connect(a, b);
        Nodes[a].Handle(new PeerConnected(Nodes[b].Id));
        Nodes[b].Handle(new PeerConnected(Nodes[a].Id));
        Overlay.Repair();
    }

    /// <inheritdoc/>
    bool IGossipNodes.IsUp(int node) => Nodes[node].IsUp;

    /// <inheritdoc/>
    bool IGossipNodes.Accept(int node, int from, GossipMessage message) => Nodes[node].Receive(from, message);

    /// <inheritdoc/>
    bool IGossipNodes.Withholds(int node, int peer, GossipMessage message) =>
        Nodes[peer].Bans(Nodes[node].Id) || Nodes[node].Bans(Nodes[peer].Id) || (!Nodes[node].IsHonest && Adversary.Withholds(Nodes[node], message));

    internal ulong NextTicket() => ++_tickets;

    internal void Schedule(TimeSpan at, SimEventKind kind, int node, int life, object subject) =>
        Agenda.Schedule(at, new SimEvent(kind, node, Peer: -1, life, subject));

    internal bool CanReach(int from, int to) => !Links.IsCut(from, to) && !Adversary.IsEclipsed(from, to);

    private void Dispatch(in SimEvent next)
    {
        if (next.Kind == SimEventKind.GossipArrival)
        {
            Overlay.Arrive(next);
            return;
        }

        SimNode? node = next.Node >= 0 ? Nodes[next.Node] : null;
        if (node is not null && next.Life != 0 && (next.Life != node.Life || !node.IsUp))
        {
            return;
        }

        switch (next.Subject)
        {
            case Action action:
                action();
                break;
            case SimNode.TimerTicket timer:
                node!.OnTimerFired(timer);
                break;
            case SimNode.Exchange exchange:
                node!.OnStream(exchange);
                break;
            case SimNode.RunningJob job:
                node!.OnJobEnd(job);
                break;
            case ChainNews news:
                node!.OnChainNews(news);
                break;
            default:
                BuildSlot();
                break;
        }
    }

    private void ForEachLink(Action<int, int> visit)
    {
        for (int node = 0; node < Nodes.Count; node++)
        {
            foreach (int peer in Topology.PeersOf(node).ToArray())
            {
                visit(node, peer);
            }
        }
    }
}
