namespace P2PProver.Node.Tests.Support;

/// <summary>A clock that stands still, and whose timers are due the moment that they are made.</summary>
internal sealed class FakeTime : TimeProvider
{
    private long _timestamp;

    public DateTimeOffset Now { get; set; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What each look at the monotonic clock adds to it; negative for a broken machine.</summary>
    public long TimestampStep { get; set; } = 1;

    public override DateTimeOffset GetUtcNow()
    {
        return Now;
    }

    public override long GetTimestamp()
    {
        return _timestamp += TimestampStep;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
