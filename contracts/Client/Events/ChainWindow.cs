namespace P2PProver.Contracts.Events;

/// <summary>The last blocks that a follower stands on, newest last, each the parent of the next where their heights are neighbours. No I/O.</summary>
public sealed class ChainWindow
{
    private readonly List<BlockRef> _blocks = [];
    private readonly int _max;

    /// <summary>Makes a window.</summary>
    /// <param name="max">How many blocks are kept: the deepest reorganisation that can be followed.</param>
    /// <param name="blocks">The blocks to begin with, oldest first.</param>
    /// <exception cref="ArgumentException">Their heights do not rise.</exception>
    public ChainWindow(int max, IEnumerable<BlockRef> blocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentNullException.ThrowIfNull(blocks);
        _max = max;
        foreach (BlockRef block in blocks)
        {
            Add(block);
        }
    }

    /// <summary>The blocks, oldest first.</summary>
    public IReadOnlyList<BlockRef> Blocks => _blocks;

    /// <summary>The newest block; null before the first.</summary>
    public BlockRef? Tip => _blocks.Count == 0 ? null : _blocks[^1];

    /// <summary>Adds a block above the others.</summary>
    /// <exception cref="ArgumentException">It is not above them.</exception>
    public void Add(BlockRef block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (Tip is { } tip && block.Number <= tip.Number)
        {
            throw new ArgumentException($"block {block.Number} is not above {tip.Number}", nameof(block));
        }

        _blocks.Add(block);
        if (_blocks.Count > _max)
        {
            _blocks.RemoveAt(0);
        }
    }

    /// <summary>Takes the newest block away, since the chain has another at its height.</summary>
    public void RemoveTip() => _blocks.RemoveAt(_blocks.Count - 1);
}
