using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>
/// The ids of messages that came, for so long after they came last, at most so many: the least recently used goes first. Apart from the cache of messages,
/// since an id is remembered for much longer.
/// </summary>
internal sealed class SeenCache(TimeSpan ttl, int countMax)
{
    private readonly Dictionary<MessageId, SeenMessage> _messages = [];
    private readonly Queue<SeenMessage> _order = new();

    public int Count => _messages.Count;

    public bool Contains(MessageId id) => _messages.ContainsKey(id);

    /// <summary>Finds an id that came before, and notes that it came again.</summary>
    public bool TryTouch(MessageId id, TimeSpan now, [NotNullWhen(true)] out SeenMessage? message)
    {
        if (_messages.TryGetValue(id, out message))
        {
            message.LastSeen = now;
            return true;
        }

        return false;
    }

    public SeenMessage Add(MessageId id, TimeSpan now)
    {
        // Whoever came again since it was put in line is put in line anew, once.
        for (int spared = 0; _messages.Count >= countMax && spared <= countMax; spared++)
        {
            SeenMessage oldest = _order.Dequeue();
            if (oldest.LastSeen > oldest.QueuedAt && spared < countMax)
            {
                Requeue(oldest);
            }
            else
            {
                _messages.Remove(oldest.Id);
            }
        }

        SeenMessage message = new(id, now);
        _messages.Add(id, message);
        _order.Enqueue(message);
        return message;
    }

    /// <summary>Forgets what is too old.</summary>
    public void Expire(TimeSpan now)
    {
        while (_order.TryPeek(out SeenMessage? oldest) && oldest.QueuedAt + ttl <= now)
        {
            _order.Dequeue();
            if (oldest.LastSeen + ttl > now)
            {
                Requeue(oldest);
            }
            else
            {
                _messages.Remove(oldest.Id);
            }
        }
    }

    private void Requeue(SeenMessage message)
    {
        message.QueuedAt = message.LastSeen;
        _order.Enqueue(message);
    }
}
