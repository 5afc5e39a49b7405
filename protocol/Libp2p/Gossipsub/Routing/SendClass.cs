namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>How much something that waits to be sent matters.</summary>
internal enum SendClass
{
    /// <summary>Subscriptions, GRAFT, PRUNE, IDONTWANT, and messages of our own.</summary>
    Control,

    /// <summary>Messages of others.</summary>
    Forward,

    /// <summary>IHAVE, IWANT.</summary>
    Gossip,
}
