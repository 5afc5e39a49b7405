namespace P2PProver.Mesh;

/// <summary>
/// The mesh protocol as one deterministic state machine: (state, event, now) -> (state, commands). No I/O, no clock, no randomness, no
/// threads: the same events at the same instants give the same commands on every machine. One caller at a time.
/// </summary>
public sealed partial class MeshNode
{
    private readonly MeshOptions _options;
    private readonly IMessageSigner _signer;
    private readonly IMessageVerifier _verifier;
    private readonly IAttribution _attribution;
    private readonly RankCache _rankCache;
    private readonly List<MeshCommand> _commands = [];
    private readonly StakeRegistry _registry = new();
    private readonly Dictionary<BatchKey, BatchState> _batches = [];
    private readonly List<BatchState> _live = [];
    private readonly Dictionary<JobId, JobRecord> _jobs = [];
    private readonly Dictionary<ProofHash, OutboxEntry> _outbox = [];
    private readonly Dictionary<NodeId, int> _liveClaims = [];
    private long _nowMs;
    private BlockRef _head;
    private long _headMs;

    /// <summary>A node that knows nothing yet. After a restart it is told its outbox (<see cref="OutboxStored"/>), then the chain's events
    /// from the deploy block or a checkpoint, then the present.</summary>
    /// <param name="options">What it is told once.</param>
    /// <param name="signer">Signs its messages.</param>
    /// <param name="verifier">Checks those of others.</param>
    /// <param name="attribution">The proof system's attribution digest.</param>
    /// <param name="ranks">Memory for ranks, a pure function of the chain: nodes on one thread may share one.</param>
    public MeshNode(MeshOptions options, IMessageSigner signer, IMessageVerifier verifier, IAttribution attribution, RankCache ranks)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(attribution);
        ArgumentNullException.ThrowIfNull(ranks);
        _options = options;
        _signer = signer;
        _verifier = verifier;
        _attribution = attribution;
        _rankCache = ranks;
    }

    /// <summary>This node's key.</summary>
    public NodeId Id => _signer.Node;

    /// <summary>Takes one event. Total: no event of any content or order makes it throw, and what it keeps is bounded by
    /// <see cref="MeshLimits"/>.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="now">The host's clock. One that goes back stands still.</param>
    /// <returns>What is to be done, in this order. The list is the node's own and holds until the next call.</returns>
    public IReadOnlyList<MeshCommand> Handle(MeshEvent happened, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(happened);
        _commands.Clear();
        _nowMs = Math.Max(_nowMs, now.ToUnixTimeMilliseconds());
        if (Dispatch(happened))
        {
            Advance();
        }

        CheckInvariants();
        return _commands;
    }

    /// <summary>Takes the event in. False if nothing can follow from it.</summary>
    private bool Dispatch(MeshEvent happened) => happened switch
    {
        MessageReceived message => OnMessage(message),
        PeerConnected peer => OnPeerConnected(peer.Peer),
        PeerDisconnected peer => OnPeerDisconnected(peer.Peer),
        ProofRequested request => OnProofRequested(request),
        StatusRequested request => OnStatusRequested(request),
        StatusReceived answer => OnStatusReceived(answer),
        ProofPulled pulled => OnProofPulled(pulled),
        ProofVerified verified => OnProofVerified(verified),
        FinalVerified verified => OnFinalVerified(verified),
        BatchReplayed replayed => OnBatchReplayed(replayed),
        JobFinished finished => OnJobFinished(finished),
        JobFailed failed => OnJobFailed(failed),
        OutboxStored stored => OnOutboxStored(stored.Entry),
        TimerFired => true,
        _ => OnChainEvent(happened),
    };

    /// <summary>Does whatever is due.</summary>
    private void Advance()
    {
        foreach (BatchState batch in _live)
        {
            AdvanceClaims(batch);
        }

        SendHeartbeats();
        foreach (BatchState batch in _live)
        {
            AdvanceReplay(batch);
            AdvanceContest(batch);
            AdvanceProofs(batch);
        }

        AssignWork();
        AdvanceSettlement();
        AdvanceStatus();
        AdvanceTimer();
    }

    private void Emit(MeshCommand command) => _commands.Add(command);

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(ms, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    private static long Ms(TimeSpan time) => (long)time.TotalMilliseconds;

    private long JobMs(TaskId task, ProofTree tree) =>
        Ms(task.IsLeaf ? _options.LeafJob : task == tree.FinalTask ? _options.FinalJob : _options.MergeJob);

    private long StepMs(TaskId task, ProofTree tree) => Math.Max(1, Math.Max(Ms(_options.ClaimStepMin), JobMs(task, tree) / 2));

    private long LifeMs(TaskId task, ProofTree tree) =>
        Math.Max(4, (_options.ClaimLifeJobs * JobMs(task, tree)) + Ms(_options.ClaimLifeExtra));

    private BatchState? LiveBatch(BatchKey key) =>
        _batches.TryGetValue(key, out BatchState? batch) && batch.Phase == BatchPhase.Live ? batch : null;

    private static JobKind KindOf(BatchState batch, TaskState task) =>
        task == batch.Final ? JobKind.Finalise : task.Task.IsLeaf ? JobKind.Leaf : JobKind.Merge;

    private static JobId JobOf(BatchState batch, TaskState task) =>
        new(batch.Info.Key, task == batch.Final ? batch.Root.Task : task.Task, KindOf(batch, task));
}
