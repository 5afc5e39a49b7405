using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <content>What happens at regular times, in the order of the reference implementation.</content>
internal sealed partial class GossipRouter
{
    private const int BackoffSweepTicks = 15;

    private long _ticks;

    /// <summary>A heartbeat: once every <see cref="GossipOptions.HeartbeatInterval"/>.</summary>
    public void Heartbeat(TimeSpan now)
    {
        _ticks++;
        _scores.Refresh(now);
        _seen.Expire(now);
        if (_ticks % BackoffSweepTicks == 0)
        {
            ClearBackoffs(now);
        }

        ClearCounters();
        foreach (PeerId peer in _promises.TakeBroken(now))
        {
            _scores.Find(peer)?.OnBreach(1);
            _trace?.Trace(new GossipTraceEvent(GossipTraceKind.PromiseBroken, now, null, peer, null, 1));
        }

        ConnectDirect();
        foreach (GossipTopic topic in _topics.Values.ToArray())
        {
            if (topic.IsSubscribed)
            {
                Maintain(topic, now);
                Offer(topic, topic.Mesh);
            }
            else if (topic.LastPublish is not null)
            {
                MaintainFanout(topic, now);
            }
        }

        FlushControls(now);
        _cache.Shift();
    }

    private void ClearBackoffs(TimeSpan now)
    {
        foreach (GossipTopic topic in _topics.Values.ToArray())
        {
            topic.Backoffs.Expire(now, 2 * _options.HeartbeatInterval);
            DropIfUnused(topic);
        }
    }

    private void ClearCounters()
    {
        foreach (GossipPeer peer in _peers.Values)
        {
            peer.HaveMessages = 0;
            peer.IdsAsked = 0;
            peer.DontWantIds = 0;
            peer.PeersTaken = 0;
            if (peer.DontWant.Count > 0)
            {
                foreach (MessageId over in peer.DontWant.Where(d => d.Value <= _ticks).Select(d => d.Key).ToArray())
                {
                    peer.DontWant.Remove(over);
                }
            }
        }
    }

    private void ConnectDirect()
    {
        if (_ticks % _options.DirectConnectTicks == 1 || _options.DirectConnectTicks == 1)
        {
            foreach (PeerId peer in _options.DirectPeers.Keys.Where(p => !_peers.ContainsKey(p)))
            {
                _commands.Enqueue(new GossipCommand.Connect(peer, default));
            }
        }
    }

    private void Maintain(GossipTopic topic, TimeSpan now)
    {
        foreach (GossipPeer bad in topic.Mesh.Where(p => p.Score.Value < 0).ToArray())
        {
            Prune(topic, bad, now, _options.PruneBackoff, mayExchange: false);
        }

        if (topic.Mesh.Count < _options.MeshSizeMin)
        {
            GraftSome(topic, _options.MeshSize - topic.Mesh.Count, now, _ => true);
        }

        if (topic.Mesh.Count >= _options.MeshSizeMax && topic.Mesh.Count > _options.MeshSize)
        {
            Shrink(topic, now);
        }

        if (topic.Mesh.Count >= _options.MeshSizeMin)
        {
            GraftSome(topic, _options.MeshOutbound - topic.Mesh.Count(p => p.IsOutbound), now, p => p.IsOutbound);
        }

        if (_ticks % _options.OpportunisticGraftTicks == 0 && topic.Mesh.Count > 1)
        {
            double[] scores = [.. topic.Mesh.Select(p => p.Score.Value).Order()];
            double median = scores[scores.Length / 2];
            if (median < _options.Thresholds.OpportunisticGraft)
            {
                GraftSome(topic, _options.OpportunisticGraftPeers, now, p => p.Score.Value > median);
            }
        }
    }

    // Down to the size a mesh should have: the best stay, then others at random, among them enough that we dialled ourselves.
    private void Shrink(GossipTopic topic, TimeSpan now)
    {
        List<GossipPeer> peers = [.. topic.Mesh];
        _random.Shuffle(peers);
        peers = [.. peers.OrderByDescending(p => p.Score.Value)];
        int best = Math.Min(_options.MeshBest, _options.MeshSize);
        List<GossipPeer> rest = peers[best..];
        _random.Shuffle(rest);
        peers = [.. peers[..best], .. rest];

        int missing = _options.MeshOutbound - peers.Take(_options.MeshSize).Count(p => p.IsOutbound);
        int place = _options.MeshSize - 1;
        for (int i = _options.MeshSize; i < peers.Count && missing > 0; i++)
        {
            if (peers[i].IsOutbound)
            {
                // It takes the place of the last one that stayed by chance and was not dialled by us.
                while (place >= 0 && peers[place].IsOutbound)
                {
                    place--;
                }

                if (place < 0)
                {
                    break;
                }

                (peers[i], peers[place]) = (peers[place], peers[i]);
                missing--;
            }
        }

        foreach (GossipPeer peer in peers.Skip(_options.MeshSize))
        {
            Prune(topic, peer, now, _options.PruneBackoff, mayExchange: true);
        }
    }

    private void MaintainFanout(GossipTopic topic, TimeSpan now)
    {
        if (topic.LastPublish + _options.FanoutTtl <= now)
        {
            topic.LastPublish = null;
            topic.Fanout.Clear();
            DropIfUnused(topic);
            return;
        }

        topic.Fanout.RemoveWhere(p => !topic.Peers.Contains(p) || p.Score.Value < _options.Thresholds.Publish);
        topic.Fanout.UnionWith(Draw(topic.Peers, _options.MeshSize - topic.Fanout.Count, p => MayPublishTo(p) && !topic.Fanout.Contains(p)));
        Offer(topic, topic.Fanout);
    }
}
