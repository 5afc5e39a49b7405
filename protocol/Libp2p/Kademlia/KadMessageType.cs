namespace P2PProver.Libp2p.Kademlia;

/// <summary>The kinds of messages that are spoken; values and providers are not.</summary>
public enum KadMessageType
{
    /// <summary>Which peers are closest to a key, and their answer.</summary>
    FindNode = 4,

    /// <summary>Whether anybody is there.</summary>
    Ping = 5,
}
