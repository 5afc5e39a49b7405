namespace P2PProver.Libp2p.Connections;

/// <summary>Wakes one waiter, which looks at the state anew and may find nothing changed. A signal that comes first is kept, once.</summary>
internal sealed class AsyncSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiter;
    private bool _isSet;

    public void Set()
    {
        TaskCompletionSource? waiter;
        lock (_lock)
        {
            // Kept even where someone waits: that wait may have been cancelled, and waking up once too often is harmless.
            _isSet = true;
            waiter = _waiter;
            _waiter = null;
        }

        waiter?.TrySetResult();
    }

    /// <summary>Waits for a signal. Only one caller waits at a time; one whose wait was cancelled may call again.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        TaskCompletionSource waiter;
        lock (_lock)
        {
            if (_isSet)
            {
                _isSet = false;
                return;
            }

            waiter = _waiter is { Task.IsCompleted: false }
                ? _waiter
                : _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        // Not Task.WaitAsync: that resumes on the thread pool, where a simulation's clock does not see it.
        await using (cancel.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter))
        {
            await waiter.Task;
        }
    }
}
