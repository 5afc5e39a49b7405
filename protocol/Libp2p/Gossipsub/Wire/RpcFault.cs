namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>Why bytes are no RPC.</summary>
internal enum RpcFault
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>No message of protocol buffers, or a topic that is no text or too long.</summary>
    Malformed,

    /// <summary>More of something than <see cref="RpcLimits"/> allow.</summary>
    TooMany,
}
