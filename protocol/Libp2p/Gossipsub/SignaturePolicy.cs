namespace P2PProver.Libp2p.Gossipsub;

/// <summary>What every message must say about its author (libp2p pub/sub specification, message signing).</summary>
public enum SignaturePolicy
{
    /// <summary>Author, number and signature are there and right.</summary>
    StrictSign,

    /// <summary>None of them is there, not even empty.</summary>
    StrictNoSign,
}
