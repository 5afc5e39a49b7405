namespace P2PProver.Libp2p.Hosting;

/// <summary>Why a peer was not reached.</summary>
public enum DialFault
{
    /// <summary>It was.</summary>
    None,

    /// <summary>No address of the peer is of a kind that we dial.</summary>
    NoAddress,

    /// <summary>All addresses failed lately and rest.</summary>
    BackOff,

    /// <summary>Too many peers are being dialled.</summary>
    TooMany,

    /// <summary>The peer is this host itself, or banned, or a connection limit was reached.</summary>
    NotAdmitted,

    /// <summary>Every address failed.</summary>
    Unreachable,

    /// <summary>Somebody answered, but not the peer that was dialled.</summary>
    WrongPeer,

    /// <summary>It took too long.</summary>
    TimedOut,
}
