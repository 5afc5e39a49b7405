using P2PProver.Contracts.Rpc;

namespace P2PProver.Contracts.Events;

/// <summary>What one look at the chain gave.</summary>
/// <param name="Step">The step; null if there is nothing new, or on a failure.</param>
/// <param name="Fault">Why the follower cannot go on as it is; usually none.</param>
/// <param name="Failure">What the chain answered; null unless it failed.</param>
public sealed record FollowResult(ChainStep? Step, FollowFault Fault = FollowFault.None, RpcFailure? Failure = null)
{
    /// <summary>Nothing new.</summary>
    public static FollowResult Nothing { get; } = new((ChainStep?)null);
}
