namespace P2PProver.Libp2p.Hosting;

/// <summary>Counts work that nobody awaits, so that its end can be awaited after all. Several threads may use it.</summary>
internal sealed class TaskTally
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _drained;
    private int _count;

    /// <summary>Starts work that handles its own failures.</summary>
    public void Start(Func<Task> work) => _ = RunAsync(work);

    /// <summary>Ends when all work that was started has ended, also what is started meanwhile.</summary>
    public Task DrainAsync()
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    private async Task RunAsync(Func<Task> work)
    {
        lock (_lock)
        {
            _count++;
        }

        try
        {
            await work();
        }
        finally
        {
            TaskCompletionSource? drained = null;
            lock (_lock)
            {
                if (--_count == 0)
                {
                    drained = _drained;
                    _drained = null;
                }
            }

            drained?.TrySetResult();
        }
    }
}
