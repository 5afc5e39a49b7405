namespace P2PProver.Libp2p.Simulation;

/// <summary>A timer of <see cref="VirtualTime"/>. A change makes entries that still wait in the clock stale instead of searching for them.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;
    private long _version;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        _version++;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            time.Add(this, _version, dueTime);
        }

        return true;
    }

    public void Fire(long version)
    {
        if (version != _version)
        {
            return;
        }

        if (_period > TimeSpan.Zero)
        {
            time.Add(this, _version, _period);
        }

        callback(state);
    }

    public void Dispose() => _version++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
