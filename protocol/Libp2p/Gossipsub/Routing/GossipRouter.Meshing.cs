using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <content>Who is in a mesh: GRAFT, PRUNE, peer exchange.</content>
internal sealed partial class GossipRouter
{
    private void OnGraft(GossipPeer peer, IReadOnlyList<string> names, TimeSpan now)
    {
        foreach (string name in names)
        {
            // A GRAFT for a topic that we do not follow gets no answer: an answer would make us work for whoever makes topics up.
            if (_topics.TryGetValue(name, out GossipTopic? topic) && topic.IsSubscribed && !topic.Mesh.Contains(peer))
            {
                OnGraft(peer, topic, now);
            }
        }

        FlushControls(peer, now);
    }

    private void OnGraft(GossipPeer peer, GossipTopic topic, TimeSpan now)
    {
        if (peer.IsDirect)
        {
            Refuse(topic, peer, now, mayExchange: false);
        }
        else if (topic.Backoffs.IsActive(peer.Id, now, out TimeSpan since))
        {
            Breach(peer, now < since + _options.GraftFloodThreshold ? 2 : 1, now, topic);
            Refuse(topic, peer, now, mayExchange: false);
        }
        else if (peer.Score.Value < 0)
        {
            Refuse(topic, peer, now, mayExchange: false);
        }
        else if (topic.Mesh.Count >= _options.MeshSizeMax && !peer.IsOutbound)
        {
            Refuse(topic, peer, now, mayExchange: true);
        }
        else
        {
            topic.Mesh.Add(peer);
            peer.Score.In(topic.Name, topic.Score)?.Graft(now);
            Trace(GossipTraceKind.Grafted, now, topic, peer);
        }
    }

    private void OnPrune(GossipPeer peer, IReadOnlyList<PruneNotice> notices, TimeSpan now)
    {
        foreach (PruneNotice notice in notices)
        {
            if (!_topics.TryGetValue(notice.Topic, out GossipTopic? topic) || !topic.IsSubscribed)
            {
                continue;
            }

            if (topic.Mesh.Remove(peer))
            {
                peer.Score.In(topic.Name, topic.Score)?.Prune();
                Trace(GossipTraceKind.Pruned, now, topic, peer);
            }

            topic.Backoffs.Add(peer.Id, now, Clamp(notice.BackoffSeconds));
            if (notice.Peers.Count > 0 && peer.Score.Value >= _options.Thresholds.AcceptPeers)
            {
                TakePeers(peer, notice.Peers);
            }
        }
    }

    // The number is the peer's: it is compared before it becomes a time, which does not hold all of them.
    private TimeSpan Clamp(ulong seconds)
    {
        if (seconds == 0)
        {
            return _options.PruneBackoff;
        }

        TimeSpan asked = seconds >= (ulong)_options.BackoffMax.TotalSeconds ? _options.BackoffMax : TimeSpan.FromSeconds((double)seconds);
        return asked < _options.BackoffMin ? _options.BackoffMin : asked;
    }

    private void TakePeers(GossipPeer from, IReadOnlyList<PeerInfo> infos)
    {
        List<PeerInfo> drawn = [.. infos];
        _random.Shuffle(drawn);
        foreach (PeerInfo info in drawn)
        {
            // Only signed records: an address that anybody may name is an attack on whoever listens there.
            if (!info.SignedRecord.IsEmpty && PeerId.TryRead(info.Peer.Span, out PeerId? id) && id != _self.Id && !_peers.ContainsKey(id)
                && from.PeersTaken < _options.PrunePeersMax)
            {
                from.PeersTaken++;
                _commands.Enqueue(new GossipCommand.Connect(id, info.SignedRecord));
            }
        }
    }

    private bool MayGraft(GossipTopic topic, GossipPeer peer, TimeSpan now) =>
        !peer.IsDirect && peer.Score.Value >= 0 && !topic.Mesh.Contains(peer)
        && !topic.Backoffs.IsActive(peer.Id, now - _options.HeartbeatInterval, out _);

    private void Graft(GossipTopic topic, GossipPeer peer, TimeSpan now)
    {
        topic.Mesh.Add(peer);
        peer.Score.In(topic.Name, topic.Score)?.Graft(now);
        peer.GraftsToSend.Add(topic.Name);
        Trace(GossipTraceKind.Grafted, now, topic, peer);
    }

    private void GraftSome(GossipTopic topic, int count, TimeSpan now, Func<GossipPeer, bool> fits)
    {
        if (count > 0)
        {
            foreach (GossipPeer peer in Draw(topic.Peers, count, p => MayGraft(topic, p, now) && fits(p)))
            {
                Graft(topic, peer, now);
            }
        }
    }

    private void Prune(GossipTopic topic, GossipPeer peer, TimeSpan now, TimeSpan backoff, bool mayExchange)
    {
        topic.Mesh.Remove(peer);
        peer.Score.In(topic.Name, topic.Score)?.Prune();
        Trace(GossipTraceKind.Pruned, now, topic, peer);
        Refuse(topic, peer, now, mayExchange, backoff);
    }

    private void Refuse(GossipTopic topic, GossipPeer peer, TimeSpan now, bool mayExchange, TimeSpan? backoff = null)
    {
        TimeSpan duration = backoff ?? _options.PruneBackoff;
        topic.Backoffs.Add(peer.Id, now, duration);
        bool knowsMore = peer.Version >= GossipVersion.V11;
        IReadOnlyList<PeerInfo> others = mayExchange && knowsMore && _options.PeerExchange && peer.Score.Value >= 0
            ? [.. Draw(topic.Peers, _options.PrunePeersMax, p => p != peer && !p.SignedRecord.IsEmpty && p.Score.Value >= 0)
                .Select(p => new PeerInfo(p.Id.Bytes.ToArray(), p.SignedRecord))]
            : [];
        peer.PrunesToSend.Add(new PruneNotice(topic.Name, knowsMore ? (ulong)Math.Ceiling(duration.TotalSeconds) : 0, others));
    }

    private void FlushControls(TimeSpan now)
    {
        foreach (GossipPeer peer in _peers.Values)
        {
            FlushControls(peer, now);
        }
    }

    private void FlushControls(GossipPeer peer, TimeSpan now)
    {
        if (peer.GraftsToSend.Count + peer.PrunesToSend.Count > 0)
        {
            Send(peer, new GossipRpc { Graft = [.. peer.GraftsToSend], Prune = [.. peer.PrunesToSend] }, SendClass.Control, now);
            peer.GraftsToSend.Clear();
            peer.PrunesToSend.Clear();
        }

        if (peer.HavesToSend.Count > 0)
        {
            Send(peer, new GossipRpc { Have = [.. peer.HavesToSend] }, SendClass.Gossip, now);
            peer.HavesToSend.Clear();
        }
    }
}
