using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Events;
using P2PProver.Testnet.Simulation.Network;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>Commands, and the exchange of proofs and statuses with other nodes.</summary>
public sealed partial class SimNode
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(8);

    private readonly HashSet<ProofHash> _kept = [];
    private readonly SortedDictionary<ProofHash, OutboxEntry> _outbox = [];
    private readonly Dictionary<ulong, Exchange> _requests = [];

    /// <summary>Proofs that a crash does not take.</summary>
    public IReadOnlyDictionary<ProofHash, OutboxEntry> Outbox => _outbox;

    /// <summary>How many proofs it keeps in memory.</summary>
    public int KeptCount => _kept.Count;

    /// <summary>Whether it could serve a proof now.</summary>
    public bool Has(ProofHash proof) => _kept.Contains(proof) || _outbox.ContainsKey(proof);

    internal void Execute(MeshCommand command)
    {
        switch (command)
        {
            case Publish publish:
                Publish(publish.Topic, publish.Message);
                break;
            case GiveVerdict verdict:
                OnVerdict(verdict);
                break;
            case SetTimer timer:
                OnTimer(timer);
                break;
            case PullProof pull:
                Ask(pull.From, new Exchange(this, Life, pull.Proof, pull.SizeBytes, Status: null));
                break;
            case AskStatus ask:
                Ask(ask.To, new Exchange(this, Life, default, SizeBytes: 0, ask.Status));
                break;
            case ServeProof or RefuseRequest or AnswerStatus:
                Answer(command);
                break;
            case StartJob or CancelJob:
                ExecuteJob(command);
                break;
            case SendClaims or SendSettlement or SendExpiry or WithdrawTransaction:
                ExecuteTransaction(command);
                break;
            case BanPeer ban:
                OnBan(ban);
                break;
            default:
                ExecuteStorage(command);
                break;
        }
    }

    private void ExecuteStorage(MeshCommand command)
    {
        switch (command)
        {
            case VerifyProof verify:
                After(_world.Options.Jobs.Verify, () => Told(verify, _world.Proofs.Verify(verify.Proof)));
                break;
            case VerifyFinal verify:
                After(_world.Options.Jobs.Verify, () => Handle(new FinalVerified(verify.Batch, verify.Proof, KeptFinal(verify.Proof))));
                break;
            case ReplayBatch replay:
                After(_world.Options.Jobs.Replay, () => Handle(_world.Replayed(replay.Batch)));
                break;
            case DropProof drop:
                _kept.Remove(drop.Proof);
                break;
            case StoreInOutbox store:
                Store(store.Entry);
                break;
            case ReleaseFromOutbox release:
                _world.Log.Write(_world.Agenda.Now, Index, LogKind.Released);
                _world.Checks.OnReleased(this, release.Proof);
                _outbox.Remove(release.Proof);
                break;
            default:
                Verify.That(condition: false, $"the host does not know {command.GetType().Name}");
                break;
        }
    }

    private FinalContents? KeptFinal(ProofHash proof) => Has(proof) ? _world.Proofs.VerifyFinal(proof) : null;

    private void Told(VerifyProof verify, ProofContents? contents)
    {
        ProofContents? answer = Has(verify.Proof) ? contents : null;
        _world.Log.Write(_world.Agenda.Now, Index, LogKind.Verified, verify.Batch, verify.Task, answer is null ? 0 : 1);
        Handle(new ProofVerified(verify.Batch, verify.Task, verify.Proof, answer));
    }

    private void Store(OutboxEntry entry)
    {
        if (_world.Options.Canary == Canary.AnnouncedBeforeDurable)
        {
            Handle(new OutboxStored(entry));
            return;
        }

        After(_world.Options.Faults.OutboxWrite, () =>
        {
            _outbox[entry.Proof] = entry;
            _world.Log.Write(_world.Agenda.Now, Index, LogKind.Stored, entry.Batch, entry.Task);
            _world.Checks.OnStored(this, entry);
            Handle(new OutboxStored(entry));
        });
    }

    /// <summary>Does something later in this life.</summary>
    private void After(TimeSpan delay, Action action) =>
        _world.Schedule(_world.Agenda.Now + delay, SimEventKind.Control, Index, Life, action);

    private void Ask(NodeId peer, Exchange exchange)
    {
        int target = _world.Keys.IndexOf(peer);
        if (target < 0 || target == Index || !_world.CanReach(Index, target))
        {
            After(ConnectTimeout, () => Fail(exchange, peer));
            return;
        }

        exchange.Target = target;
        _world.Traffic.Sent(exchange.Status is null ? TrafficKind.Proof : TrafficKind.Status, Index, target, RequestBytes(exchange));
        TimeSpan arrival = _world.Agenda.Now + _world.Links.Delay(Index, target);
        _world.Schedule(arrival, SimEventKind.StreamArrival, target, life: 0, exchange);
    }

    /// <summary>A request or an answer came in.</summary>
    internal void OnStream(Exchange exchange)
    {
        if (!exchange.IsAnswered)
        {
            OnRequest(exchange);
        }
        else if (exchange.Status is not null)
        {
            Handle(new StatusReceived(_world.Nodes[exchange.Target].Id, exchange.Reply));
        }
        else
        {
            OnPulled(exchange);
        }
    }

    private void OnRequest(Exchange exchange)
    {
        SimNode asker = exchange.Asker;
        bool isRefused = !IsUp || _world.Links.IsCut(asker.Index, Index) || Bans(asker.Id);
        if (isRefused || (!IsHonest && _world.Adversary.IsSilent(this, exchange)))
        {
            asker.AfterIn(exchange.Life, isRefused ? ConnectTimeout : AnswerTimeout, () => asker.Fail(exchange, Id));
            return;
        }

        ulong ticket = _world.NextTicket();
        _requests[ticket] = exchange;
        Handle(exchange.Status is { } status
            ? new StatusRequested(asker.Id, status, ticket)
            : new ProofRequested(asker.Id, new ProofRequest(exchange.Proof), ticket));
    }

    private void AfterIn(int life, TimeSpan delay, Action action) =>
        _world.Schedule(_world.Agenda.Now + delay, SimEventKind.Control, Index, life, action);

    private void Answer(MeshCommand command)
    {
        (ulong ticket, int bytes) = command switch
        {
            ServeProof serve => (serve.Ticket, Has(serve.Proof) ? _world.Proofs.Find(serve.Proof)!.SizeBytes : SmallAnswerBytes),
            AnswerStatus answer => (answer.Ticket, MessageSizes.Of(answer.Reply)),
            RefuseRequest refuse => (refuse.Ticket, SmallAnswerBytes),
            _ => (0UL, 0),
        };
        if (!_requests.Remove(ticket, out Exchange? exchange))
        {
            return;
        }

        exchange.IsAnswered = true;
        exchange.Reply = (command as AnswerStatus)?.Reply;
        exchange.Outcome = command switch
        {
            ServeProof serve => Has(serve.Proof) ? PullOutcome.Here : PullOutcome.NotThere,
            RefuseRequest { Reason: RefusalReason.Busy } => PullOutcome.Busy,
            _ => PullOutcome.NotThere,
        };
        int asker = exchange.Asker.Index;
        _world.Traffic.Sent(exchange.Status is null ? TrafficKind.Proof : TrafficKind.Status, Index, asker, bytes);
        TimeSpan arrival = _world.Links.TransferEnd(_world.Agenda.Now, Index, asker, bytes);
        _world.Schedule(arrival, SimEventKind.StreamArrival, asker, exchange.Life, exchange);
    }

    private void OnPulled(Exchange exchange)
    {
        PullOutcome outcome = exchange.Outcome;
        if (outcome == PullOutcome.Here && _world.Proofs.Find(exchange.Proof)?.SizeBytes != exchange.SizeBytes)
        {
            outcome = PullOutcome.WrongBytes;
        }

        if (outcome == PullOutcome.Here)
        {
            _kept.Add(exchange.Proof);
        }

        _world.Log.Write(_world.Agenda.Now, Index, LogKind.Pull, value: (long)outcome);
        Handle(new ProofPulled(_world.Nodes[exchange.Target].Id, exchange.Proof, outcome));
    }

    private void Fail(Exchange exchange, NodeId peer)
    {
        if (exchange.Status is not null)
        {
            Handle(new StatusReceived(peer, Reply: null));
        }
        else
        {
            _world.Log.Write(_world.Agenda.Now, Index, LogKind.Pull, value: (long)PullOutcome.Failed);
            Handle(new ProofPulled(peer, exchange.Proof, PullOutcome.Failed));
        }
    }

    private static int RequestBytes(Exchange exchange) => SmallAnswerBytes + (exchange.Status is { } status ? MessageSizes.Of(status) : 0);

    private const int SmallAnswerBytes = 64;

    /// <summary>One request over a stream and its answer.</summary>
    internal sealed record Exchange(SimNode Asker, int Life, ProofHash Proof, int SizeBytes, Status? Status)
    {
        public int Target { get; set; } = -1;

        public bool IsAnswered { get; set; }

        public PullOutcome Outcome { get; set; }

        public StatusReply? Reply { get; set; }
    }
}
