using P2PProver.Mesh.Wire;

namespace P2PProver.Mesh.Gate;

/// <summary>The newest messages seen, so many at most.</summary>
internal sealed class SeenMessages(int countMax)
{
    private readonly HashSet<ContentId> _ids = [];
    private readonly Queue<ContentId> _order = new();

    /// <summary>How many are remembered.</summary>
    public int Count => _ids.Count;

    /// <summary>Whether a message was seen.</summary>
    public bool Contains(ContentId id) => _ids.Contains(id);

    /// <summary>Remembers a message, and forgets the oldest if there are too many.</summary>
    public void Add(ContentId id)
    {
        if (!_ids.Add(id))
        {
            return;
        }

        _order.Enqueue(id);
        if (_order.Count > countMax)
        {
            _ids.Remove(_order.Dequeue());
        }
    }
}
