namespace P2PProver.Libp2p.Gossipsub;

/// <summary>What a peer understands.</summary>
public enum GossipVersion
{
    /// <summary>Mesh and gossip.</summary>
    V10,

    /// <summary>Also back-off and peer exchange in PRUNE.</summary>
    V11,

    /// <summary>Also IDONTWANT.</summary>
    V12,
}
