namespace P2PProver.Mesh;

/// <summary>The order of the active nodes for one task.</summary>
internal sealed class TaskRanks
{
    private readonly int[] _order;
    private readonly int[] _rankOf;

    /// <summary>An order.</summary>
    /// <param name="order">Places in the stake set, best first.</param>
    public TaskRanks(int[] order)
    {
        _order = order;
        _rankOf = new int[order.Length];
        for (int rank = 0; rank < order.Length; rank++)
        {
            _rankOf[order[rank]] = rank;
        }
    }

    /// <summary>Places in the stake set, best first.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>The rank of a place in the stake set.</summary>
    public int RankOf(int index) => _rankOf[index];
}
