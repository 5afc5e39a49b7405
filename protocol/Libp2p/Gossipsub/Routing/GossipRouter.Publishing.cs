using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <content>Messages on their way out.</content>
internal sealed partial class GossipRouter
{
    /// <summary>Sends a message of our own to a topic, whether we follow it or not.</summary>
    public GossipPublishResult Publish(string name, ReadOnlyMemory<byte> data, TimeSpan now)
    {
        if (data.Length > _options.MessageBytesMax)
        {
            return new GossipPublishResult(GossipPublishStatus.TooLong, default, 0);
        }

        GossipMessage message = _options.SignaturePolicy == SignaturePolicy.StrictSign
            ? GossipSigning.Sign(_self.Identity!, ++_sequence, name, data)
            : new GossipMessage { Topic = name, Data = data };
        MessageId id = _idOf(message);
        if (_seen.Contains(id))
        {
            return new GossipPublishResult(GossipPublishStatus.Duplicate, id, 0);
        }

        SeenMessage seen = _seen.Add(id, now);
        seen.Verdict = GossipVerdict.Accept;
        _cache.Put(id, message);
        GossipTopic topic = Topic(name);
        Trace(GossipTraceKind.Published, now, topic, message: id);
        HashSet<GossipPeer> receivers = ReceiversOfOwn(topic, data.Length, now);
        GossipRpc rpc = new() { Messages = [message] };
        foreach (GossipPeer peer in receivers)
        {
            Send(peer, rpc, SendClass.Control, now, id);
        }

        DropIfUnused(topic);
        return new GossipPublishResult(receivers.Count > 0 ? GossipPublishStatus.Sent : GossipPublishStatus.Kept, id, receivers.Count);
    }

    private HashSet<GossipPeer> ReceiversOfOwn(GossipTopic topic, int bytes, TimeSpan now)
    {
        HashSet<GossipPeer> receivers = [.. topic.Peers.Where(p => p.IsDirect)];
        if (!topic.IsSubscribed)
        {
            if (topic.Fanout.Count == 0)
            {
                topic.Fanout.UnionWith(Draw(topic.Peers, _options.MeshSize, MayPublishTo));
            }

            topic.LastPublish = now;
        }

        if (_options.FloodPublish && bytes <= _options.FloodPublishBytesMax)
        {
            receivers.UnionWith(topic.Peers.Where(MayPublishTo));
            return receivers;
        }

        if (topic.IsSubscribed)
        {
            receivers.UnionWith(topic.Mesh);
            if (topic.Mesh.Count < _options.MeshSizeMin)
            {
                // A mesh that is still being made would lose what we say first.
                receivers.UnionWith(Draw(topic.Peers, _options.MeshSize - topic.Mesh.Count, p => MayPublishTo(p) && !topic.Mesh.Contains(p)));
            }

            return receivers;
        }

        receivers.UnionWith(topic.Fanout);
        return receivers;
    }

    private bool MayPublishTo(GossipPeer peer) => !peer.IsDirect && peer.Score.Value >= _options.Thresholds.Publish;

    // To the mesh and direct peers, but to nobody who has it, made it or does not want it.
    private void Forward(PendingMessage pending, TimeSpan now)
    {
        GossipRpc rpc = new() { Messages = [pending.Message] };
        IEnumerable<GossipPeer> receivers = pending.Topic.Mesh;
        if (_options.DirectPeers.Count > 0)
        {
            receivers = receivers.Concat(pending.Topic.Peers.Where(p => p.IsDirect));
        }

        foreach (GossipPeer peer in receivers)
        {
            bool hasIt = peer == pending.Sender || pending.Others.Contains(peer) || !peer.Wants(pending.Id)
                || (pending.Message.From is { } from && from.Span.SequenceEqual(peer.Id.Bytes));
            if (!hasIt)
            {
                Send(peer, rpc, SendClass.Forward, now, pending.Id);
            }
        }
    }

    // Before anything is known of its worth: a copy that is under way already costs more than the word.
    private void TellDontWant(PendingMessage pending, TimeSpan now)
    {
        if (pending.Message.Data.Length < _options.DontWantBytesMin)
        {
            return;
        }

        GossipRpc rpc = new() { DontWant = [pending.Id] };
        foreach (GossipPeer peer in pending.Topic.Mesh)
        {
            if (peer.Version >= GossipVersion.V12 && peer != pending.Sender && !pending.Others.Contains(peer))
            {
                Send(peer, rpc, SendClass.Control, now);
            }
        }
    }

    private List<GossipPeer> Draw(IEnumerable<GossipPeer> peers, int count, Func<GossipPeer, bool> fits)
    {
        List<GossipPeer> drawn = [.. peers.Where(fits)];
        _random.Shuffle(drawn);
        return drawn.Count > count ? drawn[..Math.Max(0, count)] : drawn;
    }
}
