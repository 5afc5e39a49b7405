namespace P2PProver.Libp2p.Connections;

/// <summary>
/// What one part of a node uses, within bounds of its own and of the parts that hold it: connection, peer, node. Taking succeeds in all of them or in
/// none. Disposing of a scope gives back what it still holds. Several threads may use it.
/// </summary>
public sealed class ResourceScope(ResourceLimits limits, ResourceScope? parent) : IDisposable
{
    private readonly long[] _used = new long[Enum.GetValues<ResourceKind>().Length];
    private readonly Lock _lock = new();
    private bool _disposed;

    /// <summary>How much of a kind is in use.</summary>
    public long Used(ResourceKind kind)
    {
        lock (_lock)
        {
            return _used[(int)kind];
        }
    }

    /// <summary>Takes some of a kind; false, with nothing changed, if that would exceed a bound here or above.</summary>
    public bool TryTake(ResourceKind kind, long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        lock (_lock)
        {
            if (_disposed || amount > limits.Of(kind) - _used[(int)kind] || (parent is not null && !parent.TryTake(kind, amount)))
            {
                return false;
            }

            _used[(int)kind] += amount;
            return true;
        }
    }

    /// <summary>Gives some of a kind back; giving back to a scope that was disposed of changes nothing.</summary>
    public void Release(ResourceKind kind, long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        lock (_lock)
        {
            if (!_disposed)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, _used[(int)kind]);
                _used[(int)kind] -= amount;
                parent?.Release(kind, amount);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            foreach (ResourceKind kind in Enum.GetValues<ResourceKind>())
            {
                parent?.Release(kind, _used[(int)kind]);
                _used[(int)kind] = 0;
            }

            _disposed = true;
        }
    }
}
