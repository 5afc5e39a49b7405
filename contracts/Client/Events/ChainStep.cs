using P2PProver.Contracts.Chain;

namespace P2PProver.Contracts.Events;

/// <summary>One step of a follower: forward over blocks, or back over blocks that a reorganisation took.</summary>
public abstract record ChainStep
{
    private ChainStep()
    {
    }

    /// <summary>Blocks were added up to one; their logs are in the order of the chain.</summary>
    /// <param name="From">The first block of the step.</param>
    /// <param name="To">The last block of the step, which the follower stands on now.</param>
    /// <param name="Logs">The logs of these blocks that the filter lets through.</param>
    public sealed record Forward(ulong From, BlockRef To, IReadOnlyList<LogEntry> Logs) : ChainStep;

    /// <summary>All blocks above one are no longer part of the chain: what their logs said did not happen.</summary>
    /// <param name="To">The block that the follower stands on now; null is the state before the first block.</param>
    public sealed record Back(BlockRef? To) : ChainStep;
}
