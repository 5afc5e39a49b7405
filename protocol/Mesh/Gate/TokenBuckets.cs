using System.Runtime.InteropServices;

namespace P2PProver.Mesh.Gate;

/// <summary>
/// A bucket of tokens for each key, filled at a steady rate up to a burst. Bounded: full buckets are forgotten, for they are worth nothing,
/// and beyond the bound newcomers share one bucket. Time is an argument.
/// </summary>
internal sealed class TokenBuckets<TKey>(int burst, TimeSpan interval, int keysMax)
    where TKey : notnull
{
    // A sweep costs as much as the table is long, so it is made only every so many newcomers.
    private readonly int _sweepInterval = Math.Max(1, keysMax / 4);
    private readonly Dictionary<TKey, Bucket> _buckets = [];
    private Bucket _shared = new(burst, DateTimeOffset.MinValue);
    private int _newcomersSinceSweep;

    /// <summary>How many keys have a bucket of their own.</summary>
    public int Count => _buckets.Count;

    /// <summary>Whether a key has a token left.</summary>
    public bool Has(TKey key, DateTimeOffset now) =>
        Fill(_buckets.TryGetValue(key, out Bucket bucket) ? bucket : _buckets.Count < keysMax ? Full(now) : _shared, now).Tokens >= 1;

    /// <summary>Takes tokens, which may leave a debt of at most one burst.</summary>
    public void Take(TKey key, int tokens, DateTimeOffset now)
    {
        if (_buckets.TryGetValue(key, out Bucket bucket) || TryMakeRoom(now))
        {
            Bucket filled = Fill(bucket == default ? Full(now) : bucket, now);
            _buckets[key] = filled with { Tokens = Math.Max(-burst, filled.Tokens - tokens) };
        }
        else
        {
            _shared = Fill(_shared, now);
            _shared = _shared with { Tokens = Math.Max(-burst, _shared.Tokens - tokens) };
        }
    }

    private bool TryMakeRoom(DateTimeOffset now)
    {
        if (_buckets.Count < keysMax)
        {
            return true;
        }

        if (_newcomersSinceSweep++ % _sweepInterval == 0)
        {
            foreach ((TKey key, Bucket bucket) in _buckets.ToArray())
            {
                if (Fill(bucket, now).Tokens >= burst)
                {
                    _buckets.Remove(key);
                }
            }
        }

        return _buckets.Count < keysMax;
    }

    private Bucket Full(DateTimeOffset now) => new(burst, now);

    // A clock that goes back adds nothing, and takes nothing away.
    private Bucket Fill(Bucket bucket, DateTimeOffset now) =>
        now <= bucket.At ? bucket : new Bucket(Math.Min(burst, bucket.Tokens + ((now - bucket.At) / interval)), now);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Bucket(double Tokens, DateTimeOffset At);
}
