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
    private readonly RankCache _ranks;
    private readonly List<MeshCommand> _commands = [];

    /// <summary>A node that knows nothing yet. After a restart it is told its outbox (<see cref="OutboxStored"/>), then the chain's events
    /// from the deploy block or a checkpoint, then the present.</summary>
    /// <param name="options">What it is told once.</param>
    /// <param name="signer">Signs its messages.</param>
    /// <param name="verifier">Checks those of others.</param>
    /// <param name="attribution">The proof system's attribution digest.</param>
    /// <param name="ranks">Memory for ranks, a pure function of the chain: nodes in one process may share one.</param>
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
        _ranks = ranks;
    }

    /// <summary>This node's key.</summary>
    public NodeId Id => _signer.Node;

    /// <summary>Takes one event. Total: no event of any content or order makes it throw, and what it keeps is bounded by
    /// <see cref="MeshLimits"/>.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="now">The host's clock; never earlier than in the call before.</param>
    /// <returns>What is to be done, in this order. The list is the node's own and holds until the next call.</returns>
    public IReadOnlyList<MeshCommand> Handle(MeshEvent happened, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(happened);
        _commands.Clear();
        return _commands;
    }
}
