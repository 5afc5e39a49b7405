using P2PProver.Crypto;
using P2PProver.Fields;

namespace P2PProver.Mesh.Tests.Rig;

/// <summary>
/// A handful of <see cref="MeshNode"/>s on one thread and one clock: everybody hears everybody after a seeded delay, and a chain makes a block a
/// second. Small on purpose; the simulator of testnet/ has links, peers, forks and adversaries.
/// </summary>
internal sealed partial class MeshRig
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    private readonly PriorityQueue<Action, (long Ms, long Order)> _queue = new();
    private readonly HashSet<(BatchKey Batch, TaskId Task, bool Final, Address Payee)> _made = [];
    private readonly Dictionary<int, long> _timers = [];
    private readonly Prng _prng;
    private long _ms;
    private long _order;
    private ulong _ticket;

    public MeshRig(RigOptions options)
    {
        Options = options;
        _prng = new Prng(options.Seed);
        for (int i = 0; i < options.Nodes; i++)
        {
            Nodes.Add(Create(i));
        }

        for (int i = 0; i < (options.Registered ?? options.Nodes); i++)
        {
            Chain.Add(new NodeStakeChanged(0, TestKeys.Node(i), TestKeys.Account(i), TestKeys.Payout(i), new Wei(1_000_000_000_000_000_000)));
        }

        Mine();
    }

    public RigOptions Options { get; }

    public MockProofs Proofs { get; } = new();

    public RankCache Ranks { get; } = new();

    public List<RigNode> Nodes { get; } = [];

    /// <summary>Every event of the chain so far.</summary>
    public List<MeshEvent> Chain { get; } = [];

    public List<(BatchKey Batch, ProofHash Final)> Settled { get; } = [];

    public DateTimeOffset Now => Start.AddMilliseconds(_ms);

    public double Seconds => _ms / 1000.0;

    /// <summary>Whether a message gets from one node to another.</summary>
    public Func<int, int, MeshMessage, bool> Passes { get; set; } = (_, _, _) => true;

    /// <summary>Whether a pull or status request gets from one node to another.</summary>
    public Func<int, int, bool> Reaches { get; set; } = (_, _) => true;

    /// <summary>Somebody listens to everything that is published.</summary>
    public Action<RigNode, MeshMessage> Overhears { get; set; } = (_, _) => { };

    /// <summary>What a node's prover pool gives out in place of an honest proof.</summary>
    public Func<RigNode, JobFinished, BatchInfo, JobFinished> Forge { get; set; } = (_, finished, _) => finished;

    /// <summary>Verdicts other than acceptance.</summary>
    public List<(int Node, GiveVerdict Verdict)> Refusals { get; } = [];

    public void At(double delayMs, Action action) => _queue.Enqueue(action, (_ms + (long)Math.Max(0, delayMs), _order++));

    /// <summary>Runs until a condition holds. Fails, telling the seed, if it does not within the time.</summary>
    public void RunUntil(Func<bool> condition, double seconds, string what)
    {
        long end = _ms + (long)(seconds * 1000);
        while (!condition())
        {
            bool more = _queue.TryPeek(out _, out (long Ms, long Order) next) && next.Ms <= end;
            more.ShouldBeTrue($"{what} within {seconds} s (seed {Options.Seed}, {Options})");
            Step();
        }
    }

    public void RunFor(double seconds)
    {
        long end = _ms + (long)(seconds * 1000);
        while (_queue.TryPeek(out _, out (long Ms, long Order) next) && next.Ms <= end)
        {
            Step();
        }

        _ms = end;
    }

    private void Step()
    {
        _queue.TryDequeue(out Action? action, out (long Ms, long Order) at);
        _ms = Math.Max(_ms, at.Ms);
        action!();
    }

    public RigNode NodeOf(NodeId id) => Nodes.First(node => node.Id == id);

    private RigNode Create(int number)
    {
        MeshOptions options = Options.Adjust(number, new MeshOptions
        {
            Network = TestKeys.Hash("network"),
            ProofSystem = TestKeys.Hash("proofs"),
            Mode = Options.Mode,
            SoloNode = TestKeys.Node(0),
            Account = TestKeys.Account(number),
            Payout = TestKeys.Payout(number),
        });
        return new RigNode { Number = number, Options = options, Node = NewNode(number, options) };
    }

    public MeshNode NewNode(int number, MeshOptions options)
    {
        KeyedHashAuthenticator keys = new(TestKeys.Node(number));
        return new MeshNode(options, keys, keys, Proofs, Ranks);
    }

    /// <summary>Kills a node's process, and starts it again with what its outbox kept.</summary>
    public void Restart(RigNode node)
    {
        node.Dead = false;
        node.Jobs.Clear();
        node.Bytes.Clear();
        node.Bytes.UnionWith(node.Outbox.Select(entry => entry.Proof));
        node.Node = NewNode(node.Number, node.Options);
        _timers.Remove(node.Number);
        foreach (OutboxEntry entry in node.Outbox.ToArray())
        {
            Tell(node, new OutboxStored(entry));
        }

        foreach (MeshEvent happened in Chain.ToArray())
        {
            Tell(node, happened);
        }

        Connect(node);
    }

    public void ConnectAll() => Nodes.ForEach(Connect);

    private void Connect(RigNode node)
    {
        foreach (RigNode other in Nodes)
        {
            Tell(node, new PeerConnected(other.Id));
        }
    }

    public void Tell(RigNode node, MeshEvent happened)
    {
        if (node.Dead)
        {
            return;
        }

        MeshNode process = node.Node;
        foreach (MeshCommand command in process.Handle(happened, Now).ToArray())
        {
            node.Said.Add(command);
            Do(node, process, command);
        }
    }

    private int Latency() => _prng.NextInt(Options.LatencyMsMin, Options.LatencyMsMax);
}
