namespace P2PProver.Libp2p.Connections;

/// <summary>Why no stream could be opened.</summary>
public enum StreamFault
{
    /// <summary>It could.</summary>
    None,

    /// <summary>There is no connection to the peer, or it ends.</summary>
    NotConnected,

    /// <summary>Too many streams are open.</summary>
    TooMany,

    /// <summary>The peer speaks none of the protocols.</summary>
    Refused,

    /// <summary>The peer reset the stream, or answered with something else than multistream-select.</summary>
    Reset,

    /// <summary>The peer took too long.</summary>
    TimedOut,
}
