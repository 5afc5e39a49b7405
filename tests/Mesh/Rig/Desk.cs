namespace P2PProver.Mesh.Tests.Rig;

/// <summary>One node under test (number 0) among registered others, fed by hand.</summary>
internal sealed class Desk
{
    private const long StartMs = 1_700_000_000_000;

    private readonly List<MeshCommand> _said = [];
    private long _ms = StartMs;
    private ulong _ticket;

    public Desk(int nodes = 8, int shards = 4, Func<MeshOptions, MeshOptions>? adjust = null, bool registered = true, int potCoins = 1)
    {
        MeshOptions options = new()
        {
            Network = TestKeys.Hash("network"),
            ProofSystem = TestKeys.Hash("proofs"),
            Account = TestKeys.Account(0),
            Payout = TestKeys.Payout(0),
            ProverSlots = 0,
        };
        Options = adjust is null ? options : adjust(options);
        KeyedHashAuthenticator keys = new(TestKeys.Node(0));
        Node = new MeshNode(Options, keys, keys, Proofs, new RankCache());
        Tell(new ChainHeadMoved(new BlockRef(1, default), _ms));
        for (int i = registered ? 0 : 1; i < nodes; i++)
        {
            Tell(new NodeStakeChanged(1, TestKeys.Node(i), TestKeys.Account(i), TestKeys.Payout(i), new Wei(1_000_000_000_000_000_000)));
        }

        Batch = NewBatch(1, shards) with { Pot = new Wei((UInt128)potCoins * 1_000_000_000_000_000_000) };
        Block(9);
        Tell(new BatchCommitted(Batch));
        Tree = ProofTree.Of(shards);
        Book = new RankBook(Batch.Randomness, Batch.Key, new StakeSet(Enumerable.Range(registered ? 0 : 1, registered ? nodes : nodes - 1).Select(
            i => new ActiveNode(TestKeys.Node(i), TestKeys.Account(i), TestKeys.Payout(i), 1_000_000_000))));
        Block(1);
        Tell(new BatchReplayed(Batch.Key, MockProofs.Replay(shards)));
    }

    public MeshOptions Options { get; }

    public MeshNode Node { get; }

    public MockProofs Proofs { get; } = new();

    public BatchInfo Batch { get; }

    public ProofTree Tree { get; }

    /// <summary>The same ranks, computed beside the node.</summary>
    public RankBook Book { get; }

    public ulong Head { get; private set; } = 1;

    public long NowMs => _ms;

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(_ms);

    /// <summary>Everything said so far.</summary>
    public IReadOnlyList<MeshCommand> Said => _said;

    public BatchInfo NewBatch(int number, int shards) => new()
    {
        Key = TestKeys.Batch(number),
        Index = (ulong)number,
        Parent = TestKeys.Batch(number - 1),
        Sequencer = TestKeys.Account(1000),
        ShardCount = shards,
        Witness = TestKeys.Hash("witness"),
        CommitBlock = new BlockRef(10, default),
        Transaction = default,
        CommitTimeMs = StartMs + 9000,
        Randomness = TestKeys.Hash("randomness"),
        Pot = new Wei(1_000_000_000_000_000_000),
    };

    public IReadOnlyList<MeshCommand> Tell(MeshEvent happened)
    {
        MeshCommand[] commands = [.. Node.Handle(happened, Now)];
        _said.AddRange(commands);
        return commands;
    }

    public IReadOnlyList<MeshCommand> Wait(double seconds)
    {
        _ms += (long)(seconds * 1000);
        return Tell(new TimerFired());
    }

    /// <summary>So many blocks of one second each.</summary>
    public IReadOnlyList<MeshCommand> Block(int count)
    {
        List<MeshCommand> commands = [];
        for (int i = 0; i < count; i++)
        {
            _ms += 1000;
            Head++;
            commands.AddRange(Tell(new ChainHeadMoved(new BlockRef(Head, default), _ms)));
        }

        return commands;
    }

    /// <summary>Hands over a message as it is.</summary>
    public VerdictReason Hear(MeshMessage message, int from = 1)
    {
        MeshTopic topic = message switch
        {
            BatchAnnounce => MeshTopic.Announce,
            Claim or ClaimHeartbeat => MeshTopic.Claim,
            ProofHeader => MeshTopic.Header,
            FinalHeader => MeshTopic.Root,
            _ => MeshTopic.Report,
        };
        ulong ticket = ++_ticket;
        Tell(new MessageReceived(topic, TestKeys.Node(from), message, ticket));
        return VerdictOf(ticket)?.Reason ?? (VerdictReason)(-1);
    }

    public GiveVerdict? VerdictOf(ulong ticket) => _said.OfType<GiveVerdict>().SingleOrDefault(verdict => verdict.Ticket == ticket);

    public GiveVerdict? LastVerdict => VerdictOf(_ticket);

    /// <summary>The number of the node with this rank for a task.</summary>
    public int Ranked(TaskId task, int rank) => NumberOf(Book.NodesFor(task).ElementAt(rank));

    public static int NumberOf(NodeId id) => Enumerable.Range(0, 1000).First(i => TestKeys.Node(i) == id);

    public Claim ClaimOf(int node, TaskId task, long? lifeMs = null) => KeyedHashAuthenticator.Signed(
        new Claim(Batch.Key, task, _ms + (lifeMs ?? 10_000), TestKeys.Node(node), default));

    public ProofHeader HeaderOf(int node, TaskId task, ProofHash proof, int size = 1000) => KeyedHashAuthenticator.Signed(
        new ProofHeader(Batch.Key, task, proof, size, TestKeys.Node(node), default));

    public FinalHeader FinalOf(int node, ProofHash proof) => KeyedHashAuthenticator.Signed(
        new FinalHeader(Batch.Key, proof, 1000, TestKeys.Payout(node), TestKeys.Node(node), default));

    /// <summary>Answers every pull and verification that was asked for since a mark.</summary>
    public void Serve(int since)
    {
        for (int i = since; i < _said.Count; i++)
        {
            switch (_said[i])
            {
                case PullProof pull:
                    Tell(new ProofPulled(pull.From, pull.Proof, PullOutcome.Here));
                    break;
                case VerifyProof verify:
                    Tell(new ProofVerified(verify.Batch, verify.Task, verify.Proof, Proofs.Verify(verify.Proof)));
                    break;
                case VerifyFinal verify:
                    Tell(new FinalVerified(verify.Batch, verify.Proof, Proofs.VerifyFinal(verify.Proof)));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>A valid proof of a task, all by one node.</summary>
    public ProofHash ProofBy(int node, TaskId task) =>
        Proofs.Prove(Batch, task, [.. Enumerable.Repeat(TestKeys.Payout(node), (2 * Tree.ShardsOf(task)) - 1)]);

    /// <summary>As <see cref="Kept"/>, and one that others prove first.</summary>
    public TaskId KeptAndLate() => Tree.Tasks.First(task => task.IsLeaf && IsCustodian(task) && Book.RankOf(task, TestKeys.Node(0)) > 1);

    /// <summary>A leaf that the node under test keeps as a custodian, so that it pulls and verifies it.</summary>
    public TaskId Kept() => Tree.Tasks.First(task => task.IsLeaf && IsCustodian(task));

    private bool IsCustodian(TaskId task) => Book.RankOf(new TaskId(RankBook.CustodyLevel + task.Level, task.Index), TestKeys.Node(0)) < 2;
}
