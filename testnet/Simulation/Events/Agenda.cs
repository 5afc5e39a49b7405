namespace P2PProver.Testnet.Simulation.Events;

/// <summary>
/// The clock and the agenda of a simulation: a heap of items ordered by time and, at equal times, by the order in which they were scheduled. Two
/// runs that schedule the same items see them in the same order, whatever the machine.
/// </summary>
/// <typeparam name="T">What is scheduled; a small structure keeps millions of events cheap.</typeparam>
public sealed class Agenda<T>
{
    private const int Arity = 4;

    private Entry[] _heap = new Entry[1024];
    private long _scheduled;

    /// <summary>The time of the item that <see cref="TryNext"/> handed out last, since the start of the simulation.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Items scheduled and not yet handed out.</summary>
    public int Count { get; private set; }

    /// <summary>Items handed out so far.</summary>
    public long Processed { get; private set; }

    /// <summary>Schedules an item; a time already past means now.</summary>
    public void Schedule(TimeSpan at, T item)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * _heap.Length);
        }

        Entry entry = new(Math.Max(at.Ticks, Now.Ticks), _scheduled++, item);
        int hole = Count++;
        while (hole > 0)
        {
            int parent = (hole - 1) / Arity;
            if (!entry.IsBefore(_heap[parent]))
            {
                break;
            }

            _heap[hole] = _heap[parent];
            hole = parent;
        }

        _heap[hole] = entry;
    }

    /// <summary>Schedules an item after a delay; a negative delay means now.</summary>
    public void ScheduleAfter(TimeSpan delay, T item) => Schedule(Now + delay, item);

    /// <summary>The time of the next item, or null when nothing is scheduled.</summary>
    public TimeSpan? PeekTime() => Count == 0 ? null : TimeSpan.FromTicks(_heap[0].Ticks);

    /// <summary>Advances the clock to the next item and hands it out; false when nothing is scheduled.</summary>
    public bool TryNext(out T item)
    {
        if (Count == 0)
        {
            item = default!;
            return false;
        }

        Entry first = _heap[0];
        Entry last = _heap[--Count];
        _heap[Count] = default;
        if (Count > 0)
        {
            SinkFromRoot(last);
        }

        Now = TimeSpan.FromTicks(first.Ticks);
        Processed++;
        item = first.Item;
        return true;
    }

    private void SinkFromRoot(in Entry entry)
    {
        int hole = 0;
        while (true)
        {
            int child = (hole * Arity) + 1;
            if (child >= Count)
            {
                break;
            }

            int least = child;
            int end = Math.Min(child + Arity, Count);
            for (int i = child + 1; i < end; i++)
            {
                if (_heap[i].IsBefore(_heap[least]))
                {
                    least = i;
                }
            }

            if (!_heap[least].IsBefore(entry))
            {
                break;
            }

            _heap[hole] = _heap[least];
            hole = least;
        }

        _heap[hole] = entry;
    }

    private readonly record struct Entry(long Ticks, long Sequence, T Item)
    {
        public bool IsBefore(in Entry other) => Ticks < other.Ticks || (Ticks == other.Ticks && Sequence < other.Sequence);
    }
}
