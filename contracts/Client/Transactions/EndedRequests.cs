namespace P2PProver.Contracts.Transactions;

/// <summary>
/// The ends of the last requests by name, and the bytes of the last few transactions, which a deep reorganisation may take back. Guarded
/// by the manager's lock.
/// </summary>
internal sealed class EndedRequests(int max)
{
    private const int RecentMax = 64;

    private readonly Dictionary<string, EndedRequest> _byId = new(StringComparer.Ordinal);
    private readonly Queue<EndedRequest> _order = new();
    private readonly Queue<Tracked> _recent = new();

    public IEnumerable<EndedRequest> All => _order;

    public EndedRequest? Find(string id) => _byId.GetValueOrDefault(id);

    public void Add(EndedRequest request)
    {
        _byId[request.Id] = request;
        _order.Enqueue(request);
        if (_order.Count > max && _order.Dequeue() is { } oldest && ReferenceEquals(_byId.GetValueOrDefault(oldest.Id), oldest))
        {
            _byId.Remove(oldest.Id);
        }
    }

    public void AddRecent(Tracked tracked)
    {
        _recent.Enqueue(tracked);
        if (_recent.Count > RecentMax)
        {
            _recent.Dequeue();
        }
    }

    /// <summary>The transaction that had a nonce; null if it is not among the last.</summary>
    public Tracked? Recent(ulong nonce) => _recent.FirstOrDefault(t => t.Nonce == nonce && t.Attempts.Count > 0);
}
