using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;

namespace P2PProver.Contracts.Events;

/// <summary>
/// Follows the events of contracts block by block. Old blocks are read in ranges as wide as the endpoint allows; the last ones singly by
/// hash, so that each is the child of the one before. When the chain turns, steps back are reported before new ones forward. A step counts
/// when the caller has accepted it: before that, the same or a better one is given again, also after a restart.
/// </summary>
public sealed class EventFollower
{
    private readonly ChainClient _chain;
    private readonly LogFilter _filter;
    private readonly FollowerOptions _options;
    private readonly ChainWindow _window;
    private readonly Action<ChainWindow> _save;
    private int _range;

    /// <summary>Makes a follower that stands where a window says.</summary>
    /// <param name="chain">The chain; the caller owns it.</param>
    /// <param name="filter">The logs of interest.</param>
    /// <param name="options">How to work.</param>
    /// <param name="window">The position: <see cref="FollowerPosition"/> reads it from a file.</param>
    /// <param name="save">Keeps the position after each accepted step.</param>
    public EventFollower(ChainClient chain, LogFilter filter, FollowerOptions options, ChainWindow window, Action<ChainWindow> save)
    {
        ArgumentNullException.ThrowIfNull(options);
        _chain = chain;
        _filter = filter;
        _options = options;
        _window = window;
        _save = save;
        _range = options.RangeFirst;
    }

    /// <summary>The block it stands on; null before the first.</summary>
    public BlockRef? Tip => _window.Tip;

    /// <summary>The widest range that the endpoint has lately answered, in blocks.</summary>
    public int Range => _range;

    /// <summary>Looks at the chain once and gives the next step, without taking it.</summary>
    public async Task<FollowResult> NextAsync(CancellationToken cancellationToken)
    {
        RpcResult<ulong> head = await _chain.HeadAsync(cancellationToken);
        if (!head.IsSuccess)
        {
            return Unavailable(head.Failure);
        }

        (BlockRef? common, FollowResult? fault) = await CommonAsync(cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        if (common != Tip)
        {
            return new FollowResult(new ChainStep.Back(common));
        }

        ulong next = Tip is null ? _options.StartBlock : Tip.Number + 1;
        ulong depth = (ulong)Math.Max(0, _options.Confirmations - 1);
        ulong target = head.Value >= depth ? head.Value - depth : 0;
        ulong near = target >= (ulong)_options.WindowBlocks ? target - (ulong)_options.WindowBlocks : 0;
        return head.Value < depth || next > target ? FollowResult.Nothing
            : next < near ? await RangeAsync(next, near, cancellationToken)
            : await BlockAsync(next, cancellationToken);
    }

    /// <summary>Takes a step that <see cref="NextAsync"/> gave, once its logs have been dealt with, and keeps the position.</summary>
    /// <exception cref="ArgumentException">The step does not begin where the follower stands.</exception>
    public void Accept(ChainStep step)
    {
        switch (step)
        {
            case ChainStep.Forward forward:
                _window.Add(forward.To);
                break;
            case ChainStep.Back back:
                while (Tip is not null && Tip != back.To)
                {
                    _window.RemoveTip();
                }

                break;
            default:
                throw new ArgumentException("not a step", nameof(step));
        }

        _save(_window);
    }

    private static FollowResult Unavailable(RpcFailure failure) => new(null, FollowFault.ChainUnavailable, failure);

    // An endpoint that is a little behind does not know a block yet that another one told of.
    private static FollowResult NotYet(ulong number) =>
        Unavailable(new RpcFailure(RpcFault.Malformed, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"block {number} is not there yet")));

    // The newest remembered block that is still part of the chain.
    private async Task<(BlockRef? Common, FollowResult? Fault)> CommonAsync(CancellationToken cancellationToken)
    {
        for (int i = _window.Blocks.Count - 1; i >= 0; i--)
        {
            BlockRef block = _window.Blocks[i];
            RpcResult<BlockHeader?> header = await _chain.HeaderAsync(BlockTag.At(block.Number), cancellationToken);
            if (!header.IsSuccess)
            {
                return (null, Unavailable(header.Failure));
            }

            if (header.Value?.Hash == block.Hash)
            {
                return (block, null);
            }
        }

        // The whole chain of interest may be younger than the window: then going back before its first block is right.
        bool isWhole = _window.Blocks.Count == 0 || _window.Blocks[0].Number <= _options.StartBlock;
        return isWhole ? (null, null) : (null, new FollowResult(null, FollowFault.TooDeep));
    }

    private async Task<FollowResult> BlockAsync(ulong number, CancellationToken cancellationToken)
    {
        RpcResult<BlockHeader?> header = await _chain.HeaderAsync(BlockTag.At(number), cancellationToken);
        if (!header.IsSuccess)
        {
            return Unavailable(header.Failure);
        }

        if (header.Value is null || header.Value.Number != number)
        {
            return NotYet(number);
        }

        if (Tip is not null && header.Value.ParentHash != Tip.Hash)
        {
            // The chain turned between two questions. The next look finds out how far back.
            return FollowResult.Nothing;
        }

        RpcResult<IReadOnlyList<LogEntry>> logs = await _chain.LogsAsync(_filter, header.Value.Hash, cancellationToken);
        return logs.IsSuccess ? Forward(number, header.Value, logs.Value) : Unavailable(logs.Failure);
    }

    private async Task<FollowResult> RangeAsync(ulong from, ulong near, CancellationToken cancellationToken)
    {
        while (true)
        {
            ulong to = Math.Min(from + (ulong)_range - 1, near);
            RpcResult<IReadOnlyList<LogEntry>> logs = await _chain.LogsAsync(_filter, from, to, cancellationToken);
            if (logs.IsSuccess)
            {
                _range = Math.Min(_options.RangeMax, _range + Math.Max(1, _range / 2));
                RpcResult<BlockHeader?> header = await _chain.HeaderAsync(BlockTag.At(to), cancellationToken);
                return !header.IsSuccess ? Unavailable(header.Failure)
                    : header.Value is null || header.Value.Number != to ? NotYet(to)
                    : Forward(from, header.Value, logs.Value);
            }

            // Endpoints bound ranges by blocks, by results or by time, each in its own words: any refusal halves the range.
            if (logs.Failure.Fault is RpcFault.Unreachable or RpcFault.RateLimited || _range == 1)
            {
                return Unavailable(logs.Failure);
            }

            _range = Math.Max(1, _range / 2);
        }
    }

    private static FollowResult Forward(ulong from, BlockHeader to, IReadOnlyList<LogEntry> logs) =>
        new(new ChainStep.Forward(from, new BlockRef(to.Number, to.Hash), [.. logs.OrderBy(static l => l.BlockNumber).ThenBy(static l => l.Index)]));
}
