namespace P2PProver.Libp2p.Yamux;

/// <summary>Why a session ended.</summary>
public enum YamuxFault
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>The other side said that it goes, without an error.</summary>
    RemoteGoAway,

    /// <summary>The other side found an error in what we sent, or in itself.</summary>
    RemoteError,

    /// <summary>A header with another version, an unknown type or flag, or flags that exclude each other.</summary>
    MalformedFrame,

    /// <summary>A new stream with a number that the other side may not use, or used before.</summary>
    StreamNumber,

    /// <summary>More data than the receive window allows.</summary>
    WindowExceeded,

    /// <summary>A send window of more than 32 bits.</summary>
    WindowOverflow,

    /// <summary>More pings or refused streams than we are willing to answer at once.</summary>
    Flood,

    /// <summary>No answer to a ping in time.</summary>
    KeepAlive,

    /// <summary>Closed by this side.</summary>
    Closed,
}
