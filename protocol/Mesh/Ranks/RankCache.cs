namespace P2PProver.Mesh;

/// <summary>
/// Remembers ranks, which are a pure function of randomness, batch and stakes. Bounded: the books asked for longest ago go first. For nodes on
/// one thread.
/// </summary>
public sealed class RankCache
{
    private const int BooksMax = 2 * MeshLimits.BatchesMax;

    private readonly Dictionary<(Hash32 Randomness, BatchKey Batch, Hash32 Stakes), RankBook> _books = [];
    private readonly Queue<(Hash32 Randomness, BatchKey Batch, Hash32 Stakes)> _ages = new();

    /// <summary>The ranks of a batch.</summary>
    public RankBook BookOf(Hash32 randomness, BatchKey batch, StakeSet stakes)
    {
        ArgumentNullException.ThrowIfNull(stakes);
        (Hash32 Randomness, BatchKey Batch, Hash32 Stakes) key = (randomness, batch, stakes.Fingerprint);
        if (_books.TryGetValue(key, out RankBook? book))
        {
            return book;
        }

        if (_ages.Count == BooksMax)
        {
            _books.Remove(_ages.Dequeue());
        }

        book = new RankBook(randomness, batch, stakes);
        _books.Add(key, book);
        _ages.Enqueue(key);
        return book;
    }
}
