namespace P2PProver.Contracts.Events;

/// <summary>Why a follower made no step.</summary>
public enum FollowFault
{
    /// <summary>It did, or there was nothing new.</summary>
    None,

    /// <summary>The chain could not be asked; the next look may succeed.</summary>
    ChainUnavailable,

    /// <summary>None of the remembered blocks is part of the chain: a reorganisation deeper than the window, or another chain.</summary>
    TooDeep,
}
