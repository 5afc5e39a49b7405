namespace P2PProver.Libp2p.Requests;

/// <summary>Why a request has no usable response.</summary>
public enum RequestFault
{
    /// <summary>It has.</summary>
    None,

    /// <summary>There is no connection to the peer.</summary>
    NotConnected,

    /// <summary>The peer does not serve the protocol.</summary>
    Unsupported,

    /// <summary>Too many own requests or streams are under way.</summary>
    TooMany,

    /// <summary>The peer took too long.</summary>
    TimedOut,

    /// <summary>The peer ended the stream or the connection before the response was whole.</summary>
    Reset,

    /// <summary>The response is longer than the protocol allows, or no response.</summary>
    Malformed,

    /// <summary>The peer answered with another status than Ok.</summary>
    Refused,
}
