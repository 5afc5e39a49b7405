namespace P2PProver.Libp2p.Simulation;

/// <summary>
/// A clock that stands still until everything that can happen now has happened, and then jumps to the next timer. It runs all code of a simulation on
/// the caller's thread, one continuation after the other, so that a run with the same seed takes the same course. Code under it must not
/// start threads of its own.
/// </summary>
public sealed class VirtualTime : TimeProvider
{
    /// <summary>The most continuations at one instant; more mean that something runs in circles.</summary>
    public const int StepsPerInstantMax = 10_000_000;

    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<(VirtualTimer Timer, long Version), (long Due, long Order)> _timers = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private readonly Lock _lock = new();
    private long _now;
    private long _order;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The time that has passed.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _now));

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Epoch + Elapsed;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        VirtualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Runs a task, and all that it sets off, to its end.
    /// </summary>
    /// <exception cref="TimeoutException">The task did not end within so much virtual time, or nothing is left that could end it.</exception>
    public void Run(Func<Task> work, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(work);
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Context(this));
        try
        {
            Task task = work();
            long end = _now + limit.Ticks;
            while (!task.IsCompleted)
            {
                RunReady(task);
                if (!task.IsCompleted && !TryJump(end))
                {
                    throw new TimeoutException($"not done after {Elapsed} of virtual time, which may take {limit}");
                }
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    internal void Add(VirtualTimer timer, long version, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _timers.Enqueue((timer, version), (_now + Math.Max(0, dueTime.Ticks), _order++));
        }
    }

    private void Post(SendOrPostCallback callback, object? state)
    {
        lock (_lock)
        {
            _ready.Enqueue((callback, state));
        }
    }

    private void RunReady(Task task)
    {
        for (int steps = 0; !task.IsCompleted; steps++)
        {
            if (steps == StepsPerInstantMax)
            {
                throw new TimeoutException($"more than {StepsPerInstantMax} steps at {Elapsed}");
            }

            (SendOrPostCallback Callback, object? State) next;
            lock (_lock)
            {
                if (!_ready.TryDequeue(out next))
                {
                    return;
                }
            }

            next.Callback(next.State);
        }
    }

    // Goes to the next timer and fires it.
    private bool TryJump(long end)
    {
        (VirtualTimer Timer, long Version) next;
        lock (_lock)
        {
            if (!_timers.TryDequeue(out next, out (long Due, long Order) at) || at.Due > end)
            {
                return false;
            }

            Interlocked.Exchange(ref _now, at.Due);
        }

        next.Timer.Fire(next.Version);
        return true;
    }

    private sealed class Context(VirtualTime time) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => time.Post(d, state);

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("a simulation has one thread");

        public override SynchronizationContext CreateCopy() => new Context(time);
    }
}
