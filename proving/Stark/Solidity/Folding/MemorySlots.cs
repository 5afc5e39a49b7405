namespace P2PProver.Stark.Solidity;

/// <summary>Words of memory for values: a word that is freed can be taken again after the statement that read it last.</summary>
internal sealed class MemorySlots
{
    private const int WordBytes = 32;

    private readonly SortedSet<int> _free = [];
    private readonly List<int> _freed = [];
    private int _end;

    public MemorySlots(int start)
    {
        _end = start;
    }

    /// <summary>The address of a word that nobody uses.</summary>
    public int Take()
    {
        if (_free.Count == 0)
        {
            _end += WordBytes;
            return _end - WordBytes;
        }

        int slot = _free.Min;
        _free.Remove(slot);
        return slot;
    }

    /// <summary>Says that the statement that is being written reads a word for the last time.</summary>
    public void Free(int slot) => _freed.Add(slot);

    /// <summary>Says that a statement is complete.</summary>
    public void Release()
    {
        _free.UnionWith(_freed);
        _freed.Clear();
    }
}
