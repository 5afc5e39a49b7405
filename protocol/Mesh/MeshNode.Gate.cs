namespace P2PProver.Mesh;

/// <summary>What every message passes first.</summary>
public sealed partial class MeshNode
{
    private readonly Dictionary<NodeId, PeerState> _peers = [];
    private readonly Dictionary<NodeId, long> _bans = [];

    private bool OnMessage(MessageReceived received)
    {
        VerdictReason reason = Gate(received);
        if (reason != VerdictReason.None)
        {
            Verdict(received.Ticket, reason);
            return false;
        }

        switch (received.Message)
        {
            case ClaimHeartbeat heartbeat:
                Verdict(received.Ticket, OnHeartbeat(heartbeat));
                return false;
            case InvalidProof report:
                OnInvalidProof(report, received.Ticket);
                return true;
            default:
                Verdict(received.Ticket, Take(received.Message));
                return true;
        }
    }

    private VerdictReason Take(MeshMessage message) => message switch
    {
        BatchAnnounce announce => OnAnnounce(announce),
        Claim claim => OnClaim(claim),
        ProofHeader header => OnHeader(header),
        FinalHeader header => OnFinalHeader(header),
        Equivocation evidence => OnEquivocation(evidence),
        _ => VerdictReason.Malformed,
    };

    private VerdictReason Gate(MessageReceived received)
    {
        if (received.Message is null || received.Topic != TopicOf(received.Message))
        {
            return VerdictReason.Malformed;
        }

        if (!PeerOf(received.From, out PeerState? peer))
        {
            return VerdictReason.Full;
        }

        if (!peer.Take(_nowMs))
        {
            return VerdictReason.RateLimit;
        }

        return received.Message.Node == Id ? VerdictReason.Duplicate
            : IsBanned(received.Message.Node) ? VerdictReason.Banned
            : VerdictReason.None;
    }

    private static MeshTopic TopicOf(MeshMessage message) => message switch
    {
        BatchAnnounce => MeshTopic.Announce,
        Claim or ClaimHeartbeat => MeshTopic.Claim,
        ProofHeader => MeshTopic.Header,
        FinalHeader => MeshTopic.Root,
        _ => MeshTopic.Report,
    };

    private void Verdict(ulong ticket, VerdictReason reason)
    {
        MessageVerdict verdict = reason switch
        {
            VerdictReason.None => MessageVerdict.Accept,
            VerdictReason.Malformed or VerdictReason.BadSignature or VerdictReason.NoSuchTask or VerdictReason.FalseReport
                => MessageVerdict.Reject,
            _ => MessageVerdict.Ignore,
        };
        Emit(new GiveVerdict(ticket, verdict, reason));
    }

    private bool PeerOf(NodeId id, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PeerState? peer)
    {
        if (_peers.TryGetValue(id, out peer))
        {
            return true;
        }

        if (_peers.Count >= MeshLimits.PeersMax && !ForgetPeer())
        {
            return false;
        }

        peer = new PeerState();
        _peers.Add(id, peer);
        return true;
    }

    /// <summary>Forgets a peer without a connection. False if there is none.</summary>
    private bool ForgetPeer()
    {
        foreach ((NodeId id, PeerState peer) in _peers)
        {
            if (!peer.Connected)
            {
                return _peers.Remove(id);
            }
        }

        return false;
    }

    private bool OnPeerConnected(NodeId id)
    {
        if (id == Id || !PeerOf(id, out PeerState? peer) || peer.Connected)
        {
            return false;
        }

        peer.Connected = true;
        if (IsBanned(id))
        {
            Emit(new BanPeer(id, At(_bans[id]), BanReason.InvalidProof));
            return false;
        }

        Ask(id);
        return true;
    }

    private bool OnPeerDisconnected(NodeId id)
    {
        if (_peers.TryGetValue(id, out PeerState? peer))
        {
            peer.Connected = false;
        }

        return false;
    }

    private bool IsBanned(NodeId node) => _bans.TryGetValue(node, out long untilMs) && _nowMs < untilMs;

    /// <summary>Has nothing more to do with a key for a while: what it claims and announces, unless verified, counts for nothing.</summary>
    private void Ban(NodeId node, BanReason reason)
    {
        if (node == Id || IsBanned(node))
        {
            return;
        }

        MakeRoom(_bans, node, MeshLimits.BansMax);
        _bans[node] = _nowMs + Ms(_options.BanTime);
        Emit(new BanPeer(node, At(_bans[node]), reason));
        foreach (BatchState batch in _live)
        {
            foreach (TaskState task in batch.Tasks)
            {
                if (task.Standing is ClaimRecord claim && claim.Node == node)
                {
                    EndClaim(task);
                }

                task.Early.RemoveAll(early => early.Node == node);
                DropHeadersOf(task, node);
            }
        }
    }

    private static void DropHeadersOf(TaskState task, NodeId node)
    {
        foreach (HeaderRecord header in task.Headers)
        {
            header.Dropped |= header.Message.Node == node && header.Proof.State != ProofState.Verified;
        }
    }
}
