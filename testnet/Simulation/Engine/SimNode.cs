using P2PProver.Crypto;
using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Adversaries;
using P2PProver.Testnet.Simulation.Events;
using P2PProver.Testnet.Simulation.Network;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>
/// The host of one <see cref="MeshNode"/>: carries out its commands over the simulated links, chain, disk and prover, and tells it what happened. A
/// crash takes everything but the outbox and the journal of transactions.
/// </summary>
public sealed partial class SimNode
{
    private readonly SimWorld _world;
    private readonly Dictionary<ulong, (int From, GossipMessage Message)> _waitingVerdicts = [];
    private readonly Dictionary<NodeId, TimeSpan> _bannedUntil = [];
    private MeshNode? _mesh;
    private ulong _currentTicket;
    private MessageVerdict? _currentVerdict;
    private int _timerNumber;

    internal SimNode(SimWorld world, int index, Traits traits)
    {
        (_world, Index, Traits) = (world, index, traits);
        Id = world.Keys.NodeOf(index);
        Account = world.Keys.AccountOf(index);
        Payout = world.Keys.PayoutOf(index);
    }

    /// <summary>Its number.</summary>
    public int Index { get; }

    /// <summary>What was drawn for it.</summary>
    public Traits Traits { get; }

    /// <summary>Its name on the wire.</summary>
    public NodeId Id { get; }

    /// <summary>Its account.</summary>
    public Address Account { get; }

    /// <summary>Where it is paid.</summary>
    public Address Payout { get; }

    /// <summary>Whether it runs now.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Whether it died for good.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Counts its starts: what was scheduled for an earlier life does not reach a later one.</summary>
    public int Life { get; private set; }

    /// <summary>Whether it does what the protocol says.</summary>
    public bool IsHonest => Traits.Behaviours == Behaviours.None;

    /// <summary>What its clock shows.</summary>
    public DateTimeOffset LocalTime => SimWorld.Epoch + _world.Agenda.Now + Traits.Skew;

    /// <summary>Whether it misbehaves in a way.</summary>
    public bool Does(Behaviours behaviour) => (Traits.Behaviours & behaviour) != Behaviours.None;

    /// <summary>Whether it has nothing to do with a key now.</summary>
    public bool Bans(NodeId node) => _bannedUntil.Count > 0 && _bannedUntil.TryGetValue(node, out TimeSpan until) && until > _world.Agenda.Now;

    /// <summary>Starts with what the disk holds: the outbox first, then the chain's history, then the peers.</summary>
    internal void Start()
    {
        if (IsUp || IsDead)
        {
            return;
        }

        IsUp = true;
        Life++;
        _mesh = new MeshNode(Traits.Mesh, _world.Signatures.SignerOf(Id), _world.Signatures, _world.Proofs, _world.Ranks);
        _world.Log.Write(_world.Agenda.Now, Index, LogKind.Start, value: Life);
        foreach (OutboxEntry entry in _outbox.Values)
        {
            Handle(new OutboxStored(entry));
        }

        foreach (MeshEvent past in _world.ChainHistory())
        {
            Handle(past);
        }

        foreach (int peer in _world.Topology.PeersOf(Index).ToArray())
        {
            if (_world.Nodes[peer].IsUp && !_world.Links.IsCut(Index, peer))
            {
                Handle(new PeerConnected(_world.Nodes[peer].Id));
                _world.Nodes[peer].Handle(new PeerConnected(Id));
            }
        }
    }

    /// <summary>Stops at once; memory is lost, and jobs with it.</summary>
    internal void Crash(bool forGood)
    {
        if (!IsUp)
        {
            return;
        }

        _world.Log.Write(_world.Agenda.Now, Index, LogKind.Crash, value: forGood ? 1 : 0);
        IsUp = false;
        IsDead = forGood;
        _mesh = null;
        _kept.Clear();
        _requests.Clear();
        _waitingVerdicts.Clear();
        _bannedUntil.Clear();
        StopJobs();
        if (_world.Options.Canary == Canary.OutboxForgotten)
        {
            _outbox.Clear();
        }

        foreach (int peer in _world.Topology.PeersOf(Index).ToArray())
        {
            _world.Nodes[peer].Handle(new PeerDisconnected(Id));
        }
    }

    /// <summary>Tells the mesh node an event and carries out what it answers. Never called while a command is carried out.</summary>
    internal void Handle(MeshEvent happened)
    {
        if (_mesh is null)
        {
            return;
        }

        IReadOnlyList<MeshCommand> commands = _mesh.Handle(happened, LocalTime);
        for (int i = 0; i < commands.Count; i++)
        {
            if (IsHonest || !_world.Adversary.Intercepts(this, commands[i]))
            {
                Execute(commands[i]);
            }
        }
    }

    /// <summary>Hands over a gossip message; true when it is accepted at once.</summary>
    internal bool Receive(int from, GossipMessage message)
    {
        MeshMessage content = (MeshMessage)message.Payload;
        if (!IsHonest && !_world.Adversary.Hears(this, content))
        {
            return !Does(Behaviours.CensorVictim);
        }

        _currentTicket = _world.NextTicket();
        _currentVerdict = null;
        ulong ticket = _currentTicket;
        Handle(new MessageReceived(TopicOf(message.Kind), _world.Nodes[from].Id, content, ticket));
        if (_currentVerdict is null && IsUp)
        {
            _waitingVerdicts[ticket] = (from, message);
        }

        _currentTicket = 0;
        return _currentVerdict == MessageVerdict.Accept;
    }

    /// <summary>Signs a message as this node.</summary>
    internal MeshMessage Sign(MeshMessage message) => message with { Signature = _world.Signatures.SignerOf(Id).Sign(message) };

    /// <summary>Publishes a message.</summary>
    internal void Publish(MeshTopic topic, MeshMessage message)
    {
        _world.Log.Write(_world.Agenda.Now, Index, KindOf(message), BatchOf(message), TaskOf(message));
        _world.Checks.OnPublish(this, message);
        _world.Overlay.Publish(Index, TrafficOf(topic), MessageSizes.Of(message), message);
    }

    private void OnVerdict(GiveVerdict verdict)
    {
        if (verdict.Ticket == _currentTicket)
        {
            _currentVerdict = verdict.Verdict;
        }
        else if (_waitingVerdicts.Remove(verdict.Ticket, out (int From, GossipMessage Message) waiting) && verdict.Verdict == MessageVerdict.Accept)
        {
            _world.Overlay.AcceptLate(Index, waiting.From, waiting.Message);
        }
    }

    private void OnBan(BanPeer ban)
    {
        _world.Log.Write(_world.Agenda.Now, Index, LogKind.Ban, value: _world.Keys.IndexOf(ban.Peer));
        _world.Checks.OnBan(this, ban);
        _bannedUntil[ban.Peer] = ban.Until - SimWorld.Epoch - Traits.Skew;
    }

    private void OnTimer(SetTimer timer)
    {
        TimeSpan at = timer.At - SimWorld.Epoch - Traits.Skew;
        _world.Schedule(at, SimEventKind.Timer, Index, Life, new TimerTicket(++_timerNumber));
    }

    internal void OnTimerFired(TimerTicket ticket)
    {
        if (ticket.Number == _timerNumber)
        {
            Handle(new TimerFired());
        }
    }

    private static LogKind KindOf(MeshMessage message) => message switch
    {
        Claim => LogKind.Claim,
        ClaimHeartbeat => LogKind.Heartbeat,
        ProofHeader => LogKind.Header,
        FinalHeader => LogKind.Final,
        BatchAnnounce => LogKind.Announce,
        _ => LogKind.Report,
    };

    private static BatchKey BatchOf(MeshMessage message) => message switch
    {
        Claim claim => claim.Batch,
        ClaimHeartbeat beat => beat.Batch,
        ProofHeader header => header.Batch,
        FinalHeader final => final.Batch,
        BatchAnnounce announce => announce.Batch,
        _ => default,
    };

    private static TaskId TaskOf(MeshMessage message) => message switch
    {
        Claim claim => claim.Task,
        ClaimHeartbeat beat => beat.Task,
        ProofHeader header => header.Task,
        _ => default,
    };

    private static TrafficKind TrafficOf(MeshTopic topic) => topic switch
    {
        MeshTopic.Announce => TrafficKind.Announce,
        MeshTopic.Claim => TrafficKind.Claim,
        MeshTopic.Header => TrafficKind.Header,
        MeshTopic.Report => TrafficKind.Report,
        _ => TrafficKind.Root,
    };

    private static MeshTopic TopicOf(TrafficKind kind) => kind switch
    {
        TrafficKind.Announce => MeshTopic.Announce,
        TrafficKind.Claim => MeshTopic.Claim,
        TrafficKind.Header => MeshTopic.Header,
        TrafficKind.Report => MeshTopic.Report,
        _ => MeshTopic.Root,
    };

    /// <summary>Which wish for a timer an event belongs to.</summary>
    internal sealed record TimerTicket(int Number);
}
