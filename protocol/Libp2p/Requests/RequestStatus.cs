namespace P2PProver.Libp2p.Requests;

/// <summary>The first byte of a response.</summary>
public enum RequestStatus
{
    /// <summary>Here it is.</summary>
    Ok = 0,

    /// <summary>Too much to do, or too many requests of this peer; later perhaps.</summary>
    Busy = 1,

    /// <summary>What was asked for is not here.</summary>
    NotFound = 2,

    /// <summary>The request is none that the protocol knows.</summary>
    BadRequest = 3,

    /// <summary>The answering side failed by a mistake or lack of its own.</summary>
    Failed = 4,
}
