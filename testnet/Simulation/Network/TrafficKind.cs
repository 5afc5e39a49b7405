namespace P2PProver.Testnet.Simulation.Network;

/// <summary>Kinds of traffic that are counted apart.</summary>
public enum TrafficKind
{
    /// <summary>Announcements of batches.</summary>
    Announce,

    /// <summary>Claims and their heartbeats.</summary>
    Claim,

    /// <summary>Headers of proofs.</summary>
    Header,

    /// <summary>Reports of invalid proofs and of equivocation.</summary>
    Report,

    /// <summary>Root proofs.</summary>
    Root,

    /// <summary>Proof bytes by hash.</summary>
    Proof,

    /// <summary>Batch data by key.</summary>
    Witness,

    /// <summary>Status handshakes.</summary>
    Status,
}
