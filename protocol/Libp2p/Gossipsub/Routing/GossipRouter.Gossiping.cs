using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <content>Messages that are offered, asked for and declined: IHAVE, IWANT, IDONTWANT.</content>
internal sealed partial class GossipRouter
{
    private void OnHave(GossipPeer peer, IReadOnlyList<HaveList> lists, TimeSpan now)
    {
        if (lists.Count == 0 || peer.Score.Value < _options.Thresholds.Gossip || ++peer.HaveMessages > _options.HaveMessagesMax)
        {
            return;
        }

        int room = _options.HaveIdsMax - peer.IdsAsked;
        if (room <= 0)
        {
            return;
        }

        HashSet<MessageId> wanted = [];
        foreach (HaveList list in lists)
        {
            if (_topics.TryGetValue(list.Topic, out GossipTopic? topic) && topic.IsSubscribed)
            {
                wanted.UnionWith(list.Ids.Where(id => !_seen.Contains(id) && !_authenticating.ContainsKey(id)));
            }
        }

        if (wanted.Count == 0)
        {
            return;
        }

        // In random order, so that whoever offers too much cannot choose what is left out.
        List<MessageId> asked = [.. wanted];
        _random.Shuffle(asked);
        asked = asked.Count > room ? asked[..room] : asked;
        peer.IdsAsked += asked.Count;
        _promises.Add(asked[_random.Next(asked.Count)], peer.Id, now);
        Trace(GossipTraceKind.Asked, now, peer: peer, count: asked.Count);
        Send(peer, new GossipRpc { Want = asked }, SendClass.Gossip, now);
    }

    private void OnWant(GossipPeer peer, IReadOnlyList<MessageId> ids, TimeSpan now)
    {
        if (peer.Score.Value < _options.Thresholds.Gossip)
        {
            return;
        }

        foreach (MessageId id in ids)
        {
            if (peer.Wants(id) && _cache.Take(id, peer.Id, out int times) is GossipMessage message && times <= _options.RetransmissionsMax)
            {
                Trace(GossipTraceKind.Repaired, now, peer: peer, message: id);
                Send(peer, new GossipRpc { Messages = [message] }, SendClass.Forward, now, id);
            }
        }
    }

    private void OnDontWant(GossipPeer peer, IReadOnlyList<MessageId> ids)
    {
        foreach (MessageId id in ids)
        {
            if (++peer.DontWantIds > _options.DontWantIdsMax)
            {
                return;
            }

            peer.DontWant[id] = _ticks + _options.DontWantTtl;
        }
    }

    // Offers what came lately to some peers outside the mesh.
    private void Offer(GossipTopic topic, HashSet<GossipPeer> except)
    {
        List<MessageId> ids = _cache.GossipIds(topic.Name);
        if (ids.Count == 0)
        {
            return;
        }

        _random.Shuffle(ids);
        List<GossipPeer> fit = [.. topic.Peers.Where(p => !p.IsDirect && !except.Contains(p) && p.Score.Value >= _options.Thresholds.Gossip)];
        _random.Shuffle(fit);
        int count = Math.Max(_options.GossipPeersMin, (int)(_options.GossipFactor * fit.Count));
        foreach (GossipPeer peer in fit.Take(count))
        {
            List<MessageId> offered = ids;
            if (ids.Count > _options.HaveIdsMax)
            {
                // Another selection for each peer: together they cover more.
                List<MessageId> drawn = [.. ids];
                _random.Shuffle(drawn);
                offered = drawn[.._options.HaveIdsMax];
            }

            peer.HavesToSend.Add(new HaveList(topic.Name, offered));
        }
    }
}
