using P2PProver.Crypto;
using P2PProver.Fields;

namespace P2PProver.Mesh.Tests.Rig;

/// <summary>
/// Events of every kind with small pools of names, so that they hit each other, now and then with absurd numbers, nulls and lies; answers to what
/// the node asked for are among them.
/// </summary>
internal sealed class RandomEvents(ulong seed, MockProofs proofs)
{
    private readonly Prng _prng = new(seed);
    private readonly List<MeshEvent> _answers = [];
    private long _ms = 1_700_000_000_000;
    private ulong _ticket;
    private ulong _block = 100;

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(_ms);

    public MeshEvent Next()
    {
        _ms += _prng.NextInt(20) == 0 ? _prng.NextInt(30_000) : _prng.NextInt(300);
        if (_answers.Count > 0 && _prng.NextInt(3) == 0)
        {
            int i = _prng.NextInt(_answers.Count);
            MeshEvent answer = _answers[i];
            _answers.RemoveAt(i);
            return answer;
        }

        return _prng.NextInt(10) switch
        {
            < 5 => Message(),
            5 or 6 => ChainEvent(),
            7 => Peer(),
            8 => Lie(),
            _ => new TimerFired(),
        };
    }

    /// <summary>Prepares answers to what the node asked for.</summary>
    public void Learn(IReadOnlyList<MeshCommand> commands)
    {
        foreach (MeshCommand command in commands)
        {
            MeshEvent? answer = command switch
            {
                PullProof pull => new ProofPulled(pull.From, pull.Proof, (PullOutcome)_prng.NextInt(_prng.NextBool() ? 1 : 5)),
                VerifyProof verify => new ProofVerified(verify.Batch, verify.Task, verify.Proof, proofs.Verify(verify.Proof)),
                VerifyFinal verify => new FinalVerified(verify.Batch, verify.Proof, proofs.VerifyFinal(verify.Proof)),
                ReplayBatch replay => new BatchReplayed(replay.Batch.Key, _prng.NextInt(8) == 0 ? null : MockProofs.Replay(replay.Batch.ShardCount)),
                StartJob start => _prng.NextInt(5) == 0 ? new JobFailed(start.Job) : Finished(start),
                StoreInOutbox store => new OutboxStored(store.Entry),
                AskStatus ask => new StatusReceived(ask.To, _prng.NextBool() ? Reply() : null),
                _ => null,
            };
            if (answer is not null && _answers.Count < 500)
            {
                _answers.Add(answer);
            }
        }
    }

    private int Number() => _prng.NextInt(12);

    private BatchKey Batch() => TestKeys.Batch(_prng.NextInt(1, 7));

    private BatchInfo Info(int number) => new()
    {
        Key = TestKeys.Batch(number),
        Index = (ulong)number,
        Parent = TestKeys.Batch(number - 1),
        Sequencer = default,
        ShardCount = _prng.NextInt(40) == 0 ? _prng.NextInt(200) - 50 : number + 1,
        Witness = default,
        CommitBlock = new BlockRef(_block, default),
        Transaction = default,
        CommitTimeMs = _prng.NextInt(40) == 0 ? (long)_prng.NextUInt64() : _ms,
        Randomness = TestKeys.Hash($"randomness {_block}"),
        Pot = new Wei(_prng.NextInt(4) == 0 ? UInt128.MaxValue : 1_000_000),
    };

    private TaskId Task() => _prng.NextInt(10) == 0
        ? new TaskId((int)_prng.NextUInt32(), (int)_prng.NextUInt32())
        : new TaskId(_prng.NextInt(5), _prng.NextInt(5));

    private ProofHash Proof(BatchKey batch, TaskId task, int node)
    {
        int number = Enumerable.Range(1, 6).First(i => TestKeys.Batch(i) == batch);
        ProofTree tree = ProofTree.Of(number + 1);
        if (_prng.NextInt(3) == 0 || !tree.Exists(task))
        {
            return proofs.Put($"junk {_prng.NextInt(30)}", null);
        }

        BatchInfo info = Info(number) with { ShardCount = number + 1 };
        return proofs.Prove(info, task, [.. Enumerable.Repeat(TestKeys.Payout(node), (2 * tree.ShardsOf(task)) - 1)]);
    }

    private MessageReceived Message()
    {
        int node = Number();
        BatchKey batch = Batch();
        TaskId task = Task();
        NodeId id = TestKeys.Node(node);
        MeshMessage message = _prng.NextInt(8) switch
        {
            0 => new BatchAnnounce(batch, default, default, [TestKeys.Node(_prng.NextInt(5)), TestKeys.Node(_prng.NextInt(5))], id, default),
            1 or 2 => new Claim(batch, task, _ms + _prng.NextInt(80_000), id, default),
            3 => new ClaimHeartbeat(batch, task, _prng.NextInt(6), id, default),
            4 => new FinalHeader(batch, Final(batch, node), 1000, TestKeys.Payout(node), id, default),
            5 => new InvalidProof(Header(), (InvalidProofReason)_prng.NextInt(3), id, default),
            6 => new Equivocation(Header(), Header(), id, default),
            _ => Header(),
        };
        message = _prng.NextInt(12) == 0 ? message : KeyedHashAuthenticator.Signed(message);
        MeshTopic topic = message switch
        {
            BatchAnnounce => MeshTopic.Announce,
            Claim or ClaimHeartbeat => MeshTopic.Claim,
            ProofHeader => MeshTopic.Header,
            FinalHeader => MeshTopic.Root,
            _ => MeshTopic.Report,
        };
        return new MessageReceived(_prng.NextInt(30) == 0 ? (MeshTopic)_prng.NextInt(9) : topic, TestKeys.Node(Number()), message, ++_ticket);
    }

    private ProofHeader Header()
    {
        int node = Number();
        BatchKey batch = Batch();
        TaskId task = Task();
        return KeyedHashAuthenticator.Signed(new ProofHeader(
            batch, task, Proof(batch, task, node), _prng.NextInt(30) == 0 ? _prng.NextInt(10_000_000) : 1000, TestKeys.Node(node), default));
    }

    private ProofHash Final(BatchKey batch, int node)
    {
        int number = Enumerable.Range(1, 6).First(i => TestKeys.Batch(i) == batch);
        BatchInfo info = Info(number) with { ShardCount = number + 1 };
        return proofs.Finalise(info, [.. Enumerable.Repeat(TestKeys.Payout(node), (2 * number) + 1)], TestKeys.Payout(node));
    }

    private MeshEvent ChainEvent()
    {
        switch (_prng.NextInt(9))
        {
            case 0:
                int number = Number();
                return new NodeStakeChanged(
                    _block, TestKeys.Node(number), TestKeys.Account(number), TestKeys.Payout(number), new Wei((UInt128)_prng.NextInt(5) << 61));
            case 1:
                return new BatchCommitted(Info(_prng.NextInt(1, 7)));
            case 2:
                return new ClaimsCommitted(
                    _block, Batch(), _prng.NextInt(9) - 1, _prng.NextUInt64(), TestKeys.Account(Number()), TestKeys.Payout(Number()));
            case 3:
                return _prng.NextBool() ? new BatchSettled(_block, _ms, Batch()) : new TransactionFailed(Batch(), (TransactionKind)_prng.NextInt(4));
            case 4 when _prng.NextInt(3) == 0:
                return _prng.NextBool() ? new BatchExpired(_block, Batch()) : new BatchPruned(_block, Batch());
            case 5 when _prng.NextBool():
                _block -= (ulong)_prng.NextInt(8);
                return new ChainRolledBack(new BlockRef(_block, default));
            default:
                _block++;
                return new ChainHeadMoved(new BlockRef(_prng.NextInt(50) == 0 ? _prng.NextUInt64() : _block, default), _ms);
        }
    }

    private MeshEvent Peer() => _prng.NextInt(4) switch
    {
        0 => new PeerConnected(TestKeys.Node(_prng.NextInt(400))),
        1 => new PeerDisconnected(TestKeys.Node(_prng.NextInt(400))),
        2 => new ProofRequested(TestKeys.Node(Number()), new ProofRequest(Proof(Batch(), Task(), Number())), ++_ticket),
        _ => new StatusRequested(TestKeys.Node(Number()), Status(), ++_ticket),
    };

    private Status Status() => new(
        TestKeys.Hash(_prng.NextInt(10) == 0 ? "foreign" : "network"),
        TestKeys.Hash("proofs"),
        default,
        _prng.NextUInt64(),
        [.. Enumerable.Range(0, _prng.NextInt(6)).Select(_ => new BatchStatus(Batch(), _prng.NextUInt64()))]);

    private StatusReply Reply() => new(Status(), [.. Enumerable.Range(0, _prng.NextInt(5)).Select(_ => Header())], []);

    private JobFinished Finished(StartJob start)
    {
        int number = Enumerable.Range(1, 6).First(i => TestKeys.Batch(i) == start.Job.Batch);
        BatchInfo info = Info(number) with { ShardCount = number + 1 };
        if (start.Job.Kind == JobKind.Finalise)
        {
            IReadOnlyList<Address> all = proofs.Verify(start.Inputs[0])!.Payees;
            return new JobFinished(start.Job, proofs.Finalise(info, all, start.Payee), 1000, all);
        }

        List<Address> payees = proofs.Payees(info, start.Job.Task, start.Inputs, start.Payee);
        return new JobFinished(start.Job, proofs.Prove(info, start.Job.Task, payees), 1000, payees);
    }

    /// <summary>Answers to questions that nobody asked, and holes where something should be.</summary>
    private MeshEvent Lie() => _prng.NextInt(10) switch
    {
        0 => new MessageReceived(MeshTopic.Claim, TestKeys.Node(Number()), null!, ++_ticket),
        1 => new ProofVerified(Batch(), Task(), Proof(Batch(), new TaskId(0, 0), Number()), null),
        2 => new FinalVerified(Batch(), Final(Batch(), Number()), null),
        3 => new BatchReplayed(Batch(), _prng.NextBool() ? new BatchReplay(default, default, default, null!) : MockProofs.Replay(_prng.NextInt(9))),
        4 => new JobFinished(new JobId(Batch(), Task(), (JobKind)_prng.NextInt(4)), TestKeys.Proof("lie"), _prng.NextInt(2000), null!),
        5 => new OutboxStored(_prng.NextBool()
            ? null!
            : new OutboxEntry(Batch(), Task(), _prng.NextBool(), TestKeys.Proof($"out {_prng.NextInt(20)}"), 10, [TestKeys.Payout(0)])),
        6 => new StatusReceived(TestKeys.Node(Number()), new StatusReply(null!, null!, null!)),
        7 => new BatchCommitted(null!),
        8 => new ProofPulled(TestKeys.Node(Number()), Proof(Batch(), new TaskId(0, 0), Number()), (PullOutcome)_prng.NextInt(7)),
        _ => new JobFailed(new JobId(Batch(), Task(), (JobKind)_prng.NextInt(4))),
    };
}
