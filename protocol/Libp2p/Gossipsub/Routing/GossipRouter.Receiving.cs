using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <content>What peers say.</content>
internal sealed partial class GossipRouter
{
    private readonly Dictionary<long, PendingMessage> _pending = [];
    private readonly Dictionary<MessageId, PendingMessage> _authenticating = [];
    private long _nextToken;

    /// <summary>A peer sent an RPC. Below the graylist threshold only its subscriptions are heard.</summary>
    public void Receive(PeerId from, GossipRpc rpc, TimeSpan now)
    {
        if (!_peers.TryGetValue(from, out GossipPeer? peer))
        {
            return;
        }

        foreach (SubscriptionChange change in rpc.Subscriptions)
        {
            OnSubscription(peer, change, now);
        }

        if (!peer.IsDirect && peer.Score.Value < _options.Thresholds.Graylist)
        {
            return;
        }

        foreach (GossipMessage message in rpc.Messages)
        {
            OnMessage(peer, message, now);
        }

        OnDontWant(peer, rpc.DontWant);
        OnHave(peer, rpc.Have, now);
        OnWant(peer, rpc.Want, now);
        OnGraft(peer, rpc.Graft, now);
        OnPrune(peer, rpc.Prune, now);
    }

    /// <summary>A peer sent bytes that are no RPC, or one with more in it than anybody needs.</summary>
    public void OnMalformed(PeerId from, TimeSpan now)
    {
        if (_peers.TryGetValue(from, out GossipPeer? peer))
        {
            Breach(peer, 1, now);
        }
    }

    /// <summary>Says whether the signature of a message is right; true if its content is to be looked at now.</summary>
    public bool Authenticate(long token, bool isRight, TimeSpan now)
    {
        if (!_pending.TryGetValue(token, out PendingMessage? pending) || pending.Seen is not null)
        {
            return false;
        }

        if (_authenticating.TryGetValue(pending.Id, out PendingMessage? first) && first == pending)
        {
            _authenticating.Remove(pending.Id);
        }

        if (!isRight)
        {
            // The id stays free: a forged message must not stand in the way of the one whose id it took.
            Forget(pending);
            Blame(pending, now);
            return false;
        }

        if (_seen.TryTouch(pending.Id, now, out SeenMessage? seen))
        {
            Forget(pending);
            OnDuplicate(pending.Topic, pending.Sender, seen, now);
            return false;
        }

        return Begin(pending, now) is null;
    }

    /// <summary>Says what a validator thinks of a message.</summary>
    public void Complete(long token, GossipVerdict verdict, TimeSpan now)
    {
        if (_pending.TryGetValue(token, out PendingMessage? pending) && pending.Seen is not null)
        {
            Finish(pending, verdict, now);
        }
    }

    // From the cheap to the dear: size, topic, seen before, shape, then signature and validator, which others do.
    private void OnMessage(GossipPeer peer, GossipMessage message, TimeSpan now)
    {
        if (!_topics.TryGetValue(message.Topic, out GossipTopic? topic) || !topic.IsSubscribed)
        {
            return;
        }

        if (message.Data.Length > _options.MessageBytesMax || !GossipSigning.HasShape(message, _options.SignaturePolicy))
        {
            peer.Score.In(topic.Name, topic.Score)?.OnInvalidMessage();
            Trace(GossipTraceKind.Rejected, now, topic, peer);
            return;
        }

        MessageId id = _idOf(message);
        if (_seen.TryTouch(id, now, out SeenMessage? seen))
        {
            OnDuplicate(topic, peer, seen, now);
            return;
        }

        if (_authenticating.TryGetValue(id, out PendingMessage? same) && IsSame(same.Message, message))
        {
            same.Others.Add(peer);
            return;
        }

        if (_pending.Count >= _options.ValidationsMax || peer.Validations >= _options.ValidationsPerPeerMax)
        {
            Trace(GossipTraceKind.Throttled, now, topic, peer, id);
            return;
        }

        PendingMessage pending = new(_nextToken++, id, message, topic, peer);
        _pending.Add(pending.Token, pending);
        peer.Validations++;
        if (_options.SignaturePolicy == SignaturePolicy.StrictSign)
        {
            _authenticating.TryAdd(id, pending);
            _commands.Enqueue(new GossipCommand.Validate(pending.Token, message, peer.Id, CheckSignature: true));
        }
        else if (Begin(pending, now) is null)
        {
            _commands.Enqueue(new GossipCommand.Validate(pending.Token, message, peer.Id, CheckSignature: false));
        }
    }

    // The id is believed from here on. Null if a validator has to say more.
    private GossipVerdict? Begin(PendingMessage pending, TimeSpan now)
    {
        pending.Seen = _seen.Add(pending.Id, now);
        pending.Seen.Pending = pending;
        _promises.Fulfil(pending.Id);
        if (!pending.Topic.IsSubscribed || pending.Message.From is { } from && from.Span.SequenceEqual(_self.Id.Bytes) || !IsNew(pending.Message))
        {
            // Our own messages may come back after a restart, and old ones of others from anybody: the sender cannot know.
            Finish(pending, GossipVerdict.Ignore, now);
            return GossipVerdict.Ignore;
        }

        TellDontWant(pending, now);
        GossipVerdict verdict = pending.Topic.Subscription!.Gate?.Invoke(pending.Message, pending.Sender.Id) ?? GossipVerdict.Accept;
        if (verdict == GossipVerdict.Accept && pending.Topic.Subscription.Validates)
        {
            return null;
        }

        Finish(pending, verdict, now);
        return verdict;
    }

    private bool IsNew(GossipMessage message) =>
        _sequences is null
        || _sequences.TryTake(message.Author!, System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(message.Sequence.GetValueOrDefault().Span));

    private void Finish(PendingMessage pending, GossipVerdict verdict, TimeSpan now)
    {
        Forget(pending);
        SeenMessage seen = pending.Seen!;
        seen.Pending = null;
        seen.Verdict = verdict;
        seen.DecidedAt = now;
        GossipTopic topic = pending.Topic;
        switch (verdict)
        {
            case GossipVerdict.Accept when topic.IsSubscribed:
                Trace(GossipTraceKind.Delivered, now, topic, pending.Sender, pending.Id);
                Credit(pending, seen);
                _cache.Put(pending.Id, pending.Message);
                _commands.Enqueue(new GossipCommand.Deliver(pending.Id, pending.Message, pending.Sender.Id));
                Forward(pending, now);
                break;
            case GossipVerdict.Reject:
                Blame(pending, now);
                break;
            default:
                Trace(GossipTraceKind.Ignored, now, topic, pending.Sender, pending.Id);
                break;
        }
    }

    private static void Credit(PendingMessage pending, SeenMessage seen)
    {
        GossipTopic topic = pending.Topic;
        if (topic.Score is null)
        {
            return;
        }

        Scoring.TopicScore? score = pending.Sender.Score.In(topic.Name, topic.Score);
        score?.OnFirstDelivery();
        foreach (GossipPeer other in pending.Others)
        {
            other.Score.In(topic.Name, topic.Score)?.OnMeshDelivery();
        }

        if (score?.CountsCopies == true)
        {
            seen.Senders = [pending.Sender, .. pending.Others];
        }
    }

    private void Blame(PendingMessage pending, TimeSpan now)
    {
        foreach (GossipPeer sender in pending.Others.Prepend(pending.Sender))
        {
            sender.Score.In(pending.Topic.Name, pending.Topic.Score)?.OnInvalidMessage();
            Trace(GossipTraceKind.Rejected, now, pending.Topic, sender, pending.Id);
        }
    }

    private void OnDuplicate(GossipTopic topic, GossipPeer peer, SeenMessage seen, TimeSpan now)
    {
        Trace(GossipTraceKind.Duplicate, now, topic, peer, seen.Id);
        _promises.Fulfil(seen.Id);
        if (seen.Pending is PendingMessage pending)
        {
            if (peer != pending.Sender)
            {
                pending.Others.Add(peer);
            }
        }
        else if (seen.Verdict == GossipVerdict.Reject)
        {
            peer.Score.In(topic.Name, topic.Score)?.OnInvalidMessage();
        }
        else if (seen.Senders is not null && topic.Score is not null)
        {
            if (now - seen.DecidedAt > topic.Score.MeshDeliveriesWindow)
            {
                seen.Senders = null;
            }
            else if (seen.Senders.Add(peer))
            {
                peer.Score.In(topic.Name, topic.Score)?.OnMeshDelivery();
            }
        }
    }

    private void Forget(PendingMessage pending)
    {
        _pending.Remove(pending.Token);
        pending.Sender.Validations--;
    }

    private static bool IsSame(GossipMessage one, GossipMessage other) =>
        one.Data.Span.SequenceEqual(other.Data.Span)
        && string.Equals(one.Topic, other.Topic, StringComparison.Ordinal)
        && one.Signature.GetValueOrDefault().Span.SequenceEqual(other.Signature.GetValueOrDefault().Span)
        && one.Key.GetValueOrDefault().Span.SequenceEqual(other.Key.GetValueOrDefault().Span);
}
