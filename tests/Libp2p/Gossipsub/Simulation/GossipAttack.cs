namespace P2PProver.Libp2p.Tests.Gossipsub.Simulation;

/// <summary>What hostile nodes do once they begin.</summary>
internal enum GossipAttack
{
    /// <summary>Nothing: they are as good as others.</summary>
    None,

    /// <summary>They keep their places in meshes and pass nothing on, nor offer it.</summary>
    DropAll,

    /// <summary>They pass on, and offer, everything but what the victim publishes.</summary>
    DropVictims,
}
