namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>
/// The most that one RPC may hold. Lists of ids are cut, since honest peers send long ones; whoever exceeds one of the other bounds is no honest peer,
/// and the RPC is refused.
/// </summary>
internal sealed record RpcLimits
{
    public int TopicBytesMax { get; init; } = 256;

    public int SubscriptionsMax { get; init; } = 1024;

    public int MessagesMax { get; init; } = 4096;

    /// <summary>GRAFT, PRUNE, IHAVE, IWANT and IDONTWANT entries together.</summary>
    public int ControlsMax { get; init; } = 4096;

    /// <summary>Ids of IHAVE, IWANT and IDONTWANT together.</summary>
    public int IdsMax { get; init; } = 8192;

    /// <summary>Peers in one PRUNE; more are not read.</summary>
    public int PrunePeersMax { get; init; } = 16;
}
