namespace P2PProver.Mesh;

/// <summary>A peer that has sent something, and how much it may send.</summary>
internal sealed class PeerState
{
    /// <summary>Messages that a peer may send at once, and that it regains in four seconds.</summary>
    public const int BurstMessages = 4096;

    private const int PerSecond = BurstMessages / 4;

    private long _tokens = BurstMessages * 1000L;
    private long _sinceMs;

    /// <summary>Whether there is a connection.</summary>
    public bool Connected { get; set; }

    /// <summary>Takes one message from the allowance. False if it is used up.</summary>
    public bool Take(long nowMs)
    {
        long passed = Math.Clamp(nowMs - _sinceMs, 0, 4000);
        _tokens = Math.Min(BurstMessages * 1000L, _tokens + (passed * PerSecond));
        _sinceMs = nowMs;
        if (_tokens < 1000)
        {
            return false;
        }

        _tokens -= 1000;
        return true;
    }
}
