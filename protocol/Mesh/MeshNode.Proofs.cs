using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>Pulling and verifying.</summary>
public sealed partial class MeshNode
{
    private const int PullRoundsMax = 6;

    private readonly Dictionary<ProofHash, ProofRecord> _pulls = [];
    private int _verifying;

    /// <summary>Begins the pulls and verifications that are due for a batch.</summary>
    private void AdvanceProofs(BatchState batch)
    {
        RepeatHeaders(batch);
        foreach (TaskState task in batch.Tasks)
        {
            if (task.Headers.Count > 0 && Wants(batch, task))
            {
                AdvanceTask(batch, task);
            }
        }

        foreach (ProofRecord proof in batch.Proofs.Values)
        {
            if (proof.Reports.Count > 0)
            {
                AdvanceProof(proof, proof.Reports[0].Report.Node);
            }
        }
    }

    /// <summary>Pulls one header's proof at a time, the oldest first, until one is verified that nothing speaks against.</summary>
    private void AdvanceTask(BatchState batch, TaskState task)
    {
        HeaderRecord? best = task.Best();
        if (best is not null && best.Verified && (Violations(batch, task) == 0 || task.Headers.TrueForAll(IsSettledMatter)))
        {
            return;
        }

        // Whoever has claimed the position on chain comes first.
        foreach (HeaderRecord header in task.Headers.OrderBy(header => IsClaimant(batch, task, header.Message.Node) ? 0 : 1).ToArray())
        {
            if (header.Dropped || header.Proof.State is ProofState.Invalid or ProofState.Verified)
            {
                continue;
            }

            NoteUnserved(batch, header);
            AdvanceProof(header.Proof, header.Message.Node);
            if (!header.Unserved)
            {
                return;
            }
        }
    }

    private static bool IsSettledMatter(HeaderRecord header) => header.Dropped || header.Proof.State is ProofState.Verified or ProofState.Invalid;

    /// <summary>A header whose bytes cannot be had in time counts for nothing: its task is open again, as if its claim had lapsed.</summary>
    private void NoteUnserved(BatchState batch, HeaderRecord header)
    {
        ProofRecord proof = header.Proof;
        bool waited = proof.Attempts > 0 && _nowMs >= proof.FirstPullMs + Ms(_options.PullPatience);
        if (header.Unserved || proof.BytesHere || !waited || proof.Attempts < SourcesOf(batch, proof, header.Message.Node).Count)
        {
            return;
        }

        header.Unserved = true;
        NoteLapse(header.Message.Node);
    }

    private void AdvanceProof(ProofRecord proof, NodeId first)
    {
        if (proof.State == ProofState.Announced && _nowMs >= proof.RetryMs && _pulls.Count < MeshLimits.PullsMax)
        {
            StartPull(proof, first);
        }
        else if (proof.State == ProofState.Here && proof.Batch.Replay is not null && _verifying < MeshLimits.VerificationsMax)
        {
            proof.State = ProofState.Verifying;
            _verifying++;
            Emit(proof.Task == proof.Batch.Final
                ? new VerifyFinal(proof.Batch.Info.Key, proof.Hash)
                : new VerifyProof(proof.Batch.Info.Key, proof.Task.Task, proof.Hash));
        }
    }

    private void StartPull(ProofRecord proof, NodeId first)
    {
        if (_pulls.ContainsKey(proof.Hash))
        {
            return;
        }

        List<NodeId> sources = SourcesOf(proof.Batch, proof, first);
        if (sources.Count == 0 || proof.Attempts >= PullRoundsMax * sources.Count)
        {
            return;
        }

        NodeId source = sources[proof.Attempts % sources.Count];
        proof.FirstPullMs = proof.Attempts == 0 ? _nowMs : proof.FirstPullMs;
        proof.Attempts++;
        proof.State = ProofState.Pulling;
        proof.Source = source;
        _pulls.Add(proof.Hash, proof);
        Emit(new PullProof(source, proof.Hash, proof.SizeBytes));
    }

    /// <summary>Who may have the bytes: the author, the custodians, and those who make the next level's proof.</summary>
    private List<NodeId> SourcesOf(BatchState batch, ProofRecord proof, NodeId first)
    {
        List<NodeId> sources = [];
        AddSource(sources, first);
        AddSources(batch, sources, batch.Book.Of(CustodyOf(proof.Task.Task)), _options.Custodians);
        if (batch.ParentOf(proof.Task) is TaskState parent)
        {
            AddSources(batch, sources, batch.Book.Of(parent.Task), _options.PullingRanks);
        }

        return sources;
    }

    private void AddSources(BatchState batch, List<NodeId> sources, TaskRanks ranks, int count)
    {
        for (int rank = 0; rank < Math.Min(count, ranks.Order.Length); rank++)
        {
            AddSource(sources, batch.Book.Stakes.Members[ranks.Order[rank]].Node);
        }
    }

    private void AddSource(List<NodeId> sources, NodeId source)
    {
        if (source != Id && !IsBanned(source) && !sources.Contains(source))
        {
            sources.Add(source);
        }
    }

    private bool OnProofPulled(ProofPulled pulled)
    {
        if (!_pulls.TryGetValue(pulled.Proof, out ProofRecord? proof) || proof.Source != pulled.From)
        {
            return false;
        }

        _pulls.Remove(pulled.Proof);
        if (pulled.Outcome == PullOutcome.Here)
        {
            proof.State = ProofState.Here;
            foreach (HeaderRecord header in proof.Task.Headers)
            {
                header.Unserved &= header.Proof != proof;
            }

            ForgetUnused(proof);
            return true;
        }

        int sources = Math.Max(1, SourcesOf(proof.Batch, proof, pulled.From).Count);
        int round = proof.Attempts / sources;
        proof.State = ProofState.Announced;
        proof.RetryMs = proof.Attempts % sources == 0 ? _nowMs + (Ms(_options.PullPatience) * round) : _nowMs;
        if (pulled.Outcome == PullOutcome.WrongBytes && proof.Task.Headers.Exists(header => header.Proof == proof && header.Message.Node == pulled.From))
        {
            // Its own header contradicts it. Of anybody else this proves nothing: the header may lie about the size.
            Ban(pulled.From, BanReason.WrongBytes);
        }

        AnswerUnverifiable(proof);
        ForgetUnused(proof);
        return true;
    }

    private bool OnProofVerified(ProofVerified verified)
    {
        if (!_batches.TryGetValue(verified.Batch, out BatchState? batch)
            || !batch.Proofs.TryGetValue((batch.Tree.PositionOf(verified.Task), verified.Proof), out ProofRecord? proof)
            || proof.State != ProofState.Verifying
            || batch.Replay is null)
        {
            return false;
        }

        _verifying--;
        ProofContents? contents = verified.Contents;
        if (contents?.Statement is null || contents.Payees is null)
        {
            Refuse(proof, InvalidProofReason.Proof);
            return true;
        }

        StatementField difference = StatementCheck.Compare(
            batch.Info.Key, batch.Tree, proof.Task.Task, batch.Replay, contents.Statement, contents.Payees, _attribution);
        if (difference != StatementField.None)
        {
            Refuse(proof, InvalidProofReason.Statement);
            return true;
        }

        Believe(proof, contents.Payees);
        return true;
    }

    private bool OnFinalVerified(FinalVerified verified)
    {
        if (!_batches.TryGetValue(verified.Batch, out BatchState? batch)
            || !batch.Proofs.TryGetValue((batch.Final.Position, verified.Proof), out ProofRecord? proof)
            || proof.State != ProofState.Verifying
            || batch.Replay is null)
        {
            return false;
        }

        _verifying--;
        FinalContents? contents = verified.Contents;
        if (contents?.Statement is null || contents.Payees is null || contents.Submitter.IsZero)
        {
            Refuse(proof, InvalidProofReason.Proof);
            return true;
        }

        StatementField difference = StatementCheck.Compare(
            batch.Info.Key, batch.Tree, batch.Root.Task, batch.Replay, contents.Statement, contents.Payees, _attribution);
        if (difference != StatementField.None)
        {
            Refuse(proof, InvalidProofReason.Statement);
            return true;
        }

        proof.Submitter = contents.Submitter;
        Believe(proof, contents.Payees);
        return true;
    }

    private void Believe(ProofRecord proof, IReadOnlyList<Address> payees)
    {
        proof.State = ProofState.Verified;
        proof.Payees = [.. payees];
        foreach (HeaderRecord header in proof.Task.Headers)
        {
            if (header.Proof == proof)
            {
                Address payee = proof.Task == proof.Batch.Final ? proof.Submitter : payees[^1];
                header.Repeated = _registry.PayoutOf(header.Message.Node) != payee;
            }
        }

        AnswerReports(proof);
        ForgetUnused(proof);
    }

    /// <summary>A proof is not what its headers say: their authors are banned here, and others are told how to see it for themselves.</summary>
    private void Refuse(ProofRecord proof, InvalidProofReason reason)
    {
        proof.State = ProofState.Invalid;
        proof.Fault = reason;
        foreach (HeaderRecord header in proof.Task.Headers.ToArray())
        {
            if (header.Proof == proof)
            {
                if (header.Message is ProofHeader message && proof.Reports.Count == 0)
                {
                    InvalidProof report = new(message, reason, Id, default);
                    Emit(new Publish(MeshTopic.Report, report with { Signature = _signer.Sign(report) }));
                }

                Ban(header.Message.Node, BanReason.InvalidProof);
            }
        }

        AnswerReports(proof);
        ForgetUnused(proof);
    }

    /// <summary>Forgets a proof that no header names any more, unless something is under way with it.</summary>
    private void ForgetUnused(ProofRecord proof)
    {
        bool used = proof.State is ProofState.Pulling or ProofState.Verifying
            || proof.Reports.Count > 0
            || proof.Task.Headers.Exists(header => header.Proof == proof);
        if (used || !proof.Batch.Proofs.Remove((proof.Task.Position, proof.Hash)))
        {
            return;
        }

        if (proof.BytesHere && !_outbox.ContainsKey(proof.Hash))
        {
            Emit(new DropProof(proof.Hash));
        }
    }

    private bool OnProofRequested(ProofRequested request)
    {
        if (request.Request is null || IsBanned(request.From) || !PeerOf(request.From, out PeerState? peer) || !peer.Take(_nowMs))
        {
            Emit(new RefuseRequest(request.Ticket, RefusalReason.Busy));
            return false;
        }

        ProofHash hash = request.Request.Proof;
        bool here = _outbox.ContainsKey(hash);
        foreach (BatchState batch in _batches.Values)
        {
            foreach (TaskState task in batch.Tasks)
            {
                HeaderRecord? header = task.Headers.Find(known => known.Proof.Hash == hash);
                here |= header?.Proof.BytesHere ?? false;
                task.Served |= task.Mine is not null && task.Mine.Proof.Hash == hash;
            }

            // A reporter serves what it reports.
            here |= !here && batch.Proofs.Values.Any(proof => proof.Hash == hash && proof.State == ProofState.Invalid);
        }

        Emit(here ? new ServeProof(request.Ticket, hash) : new RefuseRequest(request.Ticket, RefusalReason.NotHere));
        return false;
    }
}
