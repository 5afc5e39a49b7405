using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <content>The topics that we follow.</content>
internal sealed partial class GossipRouter
{
    /// <summary>Begins to follow a topic: tells everybody, and makes a mesh from those through which we published so far, and others.</summary>
    /// <returns>False if we follow it already.</returns>
    public bool Subscribe(string name, TopicSubscription subscription, TimeSpan now)
    {
        subscription.Score?.Validate();
        GossipTopic topic = Topic(name);
        if (topic.IsSubscribed)
        {
            return false;
        }

        topic.Subscription = subscription;
        Trace(GossipTraceKind.Joined, now, topic);
        Announce(new SubscriptionChange(name, Subscribe: true), now);
        foreach (GossipPeer peer in topic.Fanout.Where(p => MayGraft(topic, p, now)).Take(_options.MeshSize).ToArray())
        {
            Graft(topic, peer, now);
        }

        topic.Fanout.Clear();
        topic.LastPublish = null;
        GraftSome(topic, _options.MeshSize - topic.Mesh.Count, now, _ => true);
        FlushControls(now);
        return true;
    }

    /// <summary>Ceases to follow a topic; nobody is to be grafted again for a short while.</summary>
    public void Unsubscribe(string name, TimeSpan now)
    {
        if (!_topics.TryGetValue(name, out GossipTopic? topic) || !topic.IsSubscribed)
        {
            return;
        }

        foreach (GossipPeer peer in topic.Mesh.ToArray())
        {
            Prune(topic, peer, now, _options.UnsubscribeBackoff, mayExchange: true);
        }

        FlushControls(now);
        topic.Subscription = null;
        _scores.Forget(name);
        Trace(GossipTraceKind.Left, now, topic);
        Announce(new SubscriptionChange(name, Subscribe: false), now);
        DropIfUnused(topic);
    }

    private void Announce(SubscriptionChange change, TimeSpan now)
    {
        GossipRpc rpc = new() { Subscriptions = [change] };
        foreach (GossipPeer peer in _peers.Values)
        {
            Send(peer, rpc, SendClass.Control, now);
        }
    }

    private void OnSubscription(GossipPeer peer, SubscriptionChange change, TimeSpan now)
    {
        if (change.Subscribe)
        {
            if (peer.Topics.Count >= _options.TopicsPerPeerMax || _options.TopicFilter?.Invoke(change.Topic) == false)
            {
                return;
            }

            GossipTopic topic = Topic(change.Topic);
            topic.Peers.Add(peer);
            peer.Topics.Add(topic);
        }
        else if (_topics.TryGetValue(change.Topic, out GossipTopic? topic))
        {
            topic.Peers.Remove(peer);
            peer.Topics.Remove(topic);
            topic.Fanout.Remove(peer);
            if (topic.Mesh.Remove(peer))
            {
                peer.Score.In(topic.Name, topic.Score)?.Prune();
                Trace(GossipTraceKind.Pruned, now, topic, peer);
            }

            DropIfUnused(topic);
        }
    }
}
