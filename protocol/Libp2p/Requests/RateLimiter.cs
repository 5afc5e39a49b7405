using System.Runtime.InteropServices;

namespace P2PProver.Libp2p.Requests;

/// <summary>
/// A bucket of tokens for each key, filled at a steady rate up to a burst. Bounded: full buckets are forgotten, for they are worth nothing, and beyond
/// the bound newcomers share one bucket. Not safe for several threads.
/// </summary>
internal sealed class RateLimiter<TKey>(int burst, TimeSpan refillInterval, int keysMax, TimeProvider time)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Bucket> _buckets = [];
    private Bucket _shared = new(burst, time.GetTimestamp());

    public int Count => _buckets.Count;

    /// <summary>Takes a token; false if there is none.</summary>
    public bool TryTake(TKey key)
    {
        bool isKnown = _buckets.TryGetValue(key, out Bucket bucket);
        if (isKnown || TryMakeRoom())
        {
            Bucket filled = isKnown ? Fill(bucket) : new Bucket(burst, time.GetTimestamp());
            _buckets[key] = filled with { Tokens = filled.Tokens - (filled.Tokens >= 1 ? 1 : 0) };
            return filled.Tokens >= 1;
        }

        _shared = Fill(_shared);
        bool taken = _shared.Tokens >= 1;
        _shared = _shared with { Tokens = _shared.Tokens - (taken ? 1 : 0) };
        return taken;
    }

    private bool TryMakeRoom()
    {
        if (_buckets.Count < keysMax)
        {
            return true;
        }

        foreach ((TKey key, Bucket bucket) in _buckets.ToArray())
        {
            if (Fill(bucket).Tokens >= burst)
            {
                _buckets.Remove(key);
            }
        }

        return _buckets.Count < keysMax;
    }

    private Bucket Fill(Bucket bucket)
    {
        long now = time.GetTimestamp();
        double tokens = bucket.Tokens + (time.GetElapsedTime(bucket.At, now) / refillInterval);
        return new Bucket(Math.Min(burst, tokens), now);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Bucket(double Tokens, long At);
}
