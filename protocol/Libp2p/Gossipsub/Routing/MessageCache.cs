using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>Messages of the last few heartbeats, to be offered and to be sent to who asks for them. Bounded in time and bytes.</summary>
internal sealed class MessageCache(int windows, int gossipWindows, long bytesMax)
{
    private readonly Dictionary<MessageId, Entry> _entries = [];
    private readonly LinkedList<List<Entry>> _history = new([[]]);
    private long _bytes;

    public int Count => _entries.Count;

    public void Put(MessageId id, GossipMessage message)
    {
        Entry entry = new(id, message);
        if (_entries.TryAdd(id, entry))
        {
            _history.First!.Value.Add(entry);
            _bytes += message.Data.Length;
            while (_bytes > bytesMax && _entries.Count > 1)
            {
                DropOldest();
            }
        }
    }

    /// <summary>A message for a peer that asks for it, and how often it asked, this time included.</summary>
    public GossipMessage? Take(MessageId id, PeerId peer, out int times)
    {
        times = 0;
        if (!_entries.TryGetValue(id, out Entry? entry))
        {
            return null;
        }

        times = entry.Sent.GetValueOrDefault(peer) + 1;
        entry.Sent[peer] = times;
        return entry.Message;
    }

    /// <summary>The ids of a topic that are offered.</summary>
    public List<MessageId> GossipIds(string topic)
    {
        List<MessageId> ids = [];
        LinkedListNode<List<Entry>>? window = _history.First;
        for (int i = 0; i < gossipWindows && window is not null; i++, window = window.Next)
        {
            foreach (Entry entry in window.Value)
            {
                if (string.Equals(entry.Message.Topic, topic, StringComparison.Ordinal))
                {
                    ids.Add(entry.Id);
                }
            }
        }

        return ids;
    }

    /// <summary>Begins a new window; the oldest one ends.</summary>
    public void Shift()
    {
        while (_history.Count >= windows)
        {
            foreach (Entry entry in _history.Last!.Value)
            {
                Drop(entry);
            }

            _history.RemoveLast();
        }

        _history.AddFirst([]);
    }

    private void DropOldest()
    {
        while (_history.Last!.Value.Count == 0)
        {
            _history.RemoveLast();
        }

        List<Entry> oldest = _history.Last.Value;
        Drop(oldest[0]);
        oldest.RemoveAt(0);
    }

    private void Drop(Entry entry)
    {
        if (_entries.Remove(entry.Id))
        {
            _bytes -= entry.Message.Data.Length;
        }
    }

    private sealed class Entry(MessageId id, GossipMessage message)
    {
        public MessageId Id => id;

        public GossipMessage Message => message;

        public Dictionary<PeerId, int> Sent { get; } = [];
    }
}
