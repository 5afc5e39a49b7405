namespace P2PProver.Mesh;

/// <summary>Comparing knowledge with peers, which heals partitions and serves those who come late.</summary>
public sealed partial class MeshNode
{
    private ulong _lastSettledIndex;
    private long _statusDueMs;
    private NodeId _lastAsked;

    private Status BuildStatus()
    {
        List<BatchStatus> batches = [];
        foreach (BatchState batch in _live)
        {
            if (batches.Count < MeshLimits.LiveBatchesMax)
            {
                batches.Add(new BatchStatus(batch.Info.Key, KnownOf(batch)));
            }
        }

        return new Status(_options.Network, _options.ProofSystem, _head, _lastSettledIndex, batches);
    }

    /// <summary>Bit 127 stands for a final header. A position whose on-chain claimant's proof is missing counts as not known.</summary>
    private UInt128 KnownOf(BatchState batch)
    {
        UInt128 known = 0;
        foreach (TaskState task in batch.Tasks)
        {
            bool has = task.Headers.Exists(header => header.Good) && Violations(batch, task) == 0 && !LacksClaimant(batch, task);
            int bit = task == batch.Final ? MeshLimits.PositionsMax : task.Position;
            known |= has ? UInt128.One << bit : UInt128.Zero;
        }

        return known;
    }

    private void Ask(NodeId peer)
    {
        if (peer != Id && !IsBanned(peer))
        {
            Emit(new AskStatus(peer, BuildStatus()));
        }
    }

    private void AdvanceStatus()
    {
        if (_nowMs < _statusDueMs || _live.Count == 0)
        {
            return;
        }

        _statusDueMs = _nowMs + Math.Max(1, Ms(_options.StatusInterval));
        NodeId? next = null;
        NodeId? first = null;
        foreach ((NodeId id, PeerState peer) in _peers)
        {
            if (!peer.Connected || IsBanned(id))
            {
                continue;
            }

            first = first is null || id.CompareTo(first.Value) < 0 ? id : first;
            bool later = id.CompareTo(_lastAsked) > 0;
            next = later && (next is null || id.CompareTo(next.Value) < 0) ? id : next;
        }

        if ((next ?? first) is NodeId chosen)
        {
            _lastAsked = chosen;
            Ask(chosen);
        }
    }

    private bool OnStatusRequested(StatusRequested request)
    {
        if (!IsOurs(request.Status))
        {
            Emit(new RefuseRequest(request.Ticket, RefusalReason.Foreign));
            return false;
        }

        if (IsBanned(request.From) || !PeerOf(request.From, out PeerState? peer) || !peer.Take(_nowMs))
        {
            Emit(new RefuseRequest(request.Ticket, RefusalReason.Busy));
            return false;
        }

        List<ProofHeader> headers = [];
        List<FinalHeader> finals = [];
        foreach (BatchStatus asked in request.Status.Batches)
        {
            if (LiveBatch(asked.Batch) is BatchState batch)
            {
                Collect(batch, asked.Known, headers, finals);
            }
        }

        Emit(new AnswerStatus(request.Ticket, new StatusReply(BuildStatus(), headers, finals)));
        return false;
    }

    private bool IsOurs(Status? status) =>
        status is not null
        && status.Network == _options.Network
        && status.ProofSystem == _options.ProofSystem
        && status.Batches is not null
        && status.Batches.Count <= MeshLimits.LiveBatchesMax;

    private void Collect(BatchState batch, UInt128 known, List<ProofHeader> headers, List<FinalHeader> finals)
    {
        foreach (TaskState task in batch.Tasks)
        {
            int bit = task == batch.Final ? MeshLimits.PositionsMax : task.Position;
            HeaderRecord? told = task.Headers.Find(header => header.Good && !header.Private && IsClaimant(batch, task, header.Message.Node))
                ?? task.Mine
                ?? task.Best();
            if (told is null || told.Private || (known >> bit & 1) != 0)
            {
                continue;
            }

            if (told.Message is ProofHeader header && headers.Count < MeshLimits.StatusHeadersMax)
            {
                headers.Add(header);
            }
            else if (told.Message is FinalHeader final && finals.Count < MeshLimits.LiveBatchesMax)
            {
                finals.Add(final);
            }
        }
    }

    private bool OnStatusReceived(StatusReceived received)
    {
        if (received.Reply is not StatusReply reply || IsBanned(received.From))
        {
            return false;
        }

        if (!IsOurs(reply.Status))
        {
            Ban(received.From, BanReason.Foreign);
            return false;
        }

        foreach (ProofHeader header in (reply.Headers ?? []).Take(MeshLimits.StatusHeadersMax))
        {
            TakeTold(header);
        }

        foreach (FinalHeader header in (reply.Finals ?? []).Take(MeshLimits.LiveBatchesMax))
        {
            TakeTold(header);
        }

        return true;
    }

    /// <summary>Takes in a header told by a peer; what is new here may be new on our side of a healed partition, and is passed on.</summary>
    private void TakeTold(MeshMessage? header)
    {
        if (header is null || header.Node == Id || IsBanned(header.Node))
        {
            return;
        }

        VerdictReason reason = header is ProofHeader proof ? OnHeader(proof) : OnFinalHeader((FinalHeader)header);
        if (reason == VerdictReason.None)
        {
            Emit(new Publish(TopicOf(header), header));
        }
    }
}
