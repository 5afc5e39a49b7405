namespace P2PProver.Libp2p.Persistence;

/// <summary>How a file of peers was dealt with.</summary>
public enum PeerStoreOutcome
{
    /// <summary>Done.</summary>
    Success,

    /// <summary>There is no file yet.</summary>
    Missing,

    /// <summary>The bytes are not what was written, or never were a file of peers; the file was moved aside where that was possible.</summary>
    Damaged,

    /// <summary>The file was written by a newer version; it was moved aside where that was possible.</summary>
    UnknownVersion,

    /// <summary>The file is larger than any that is written; it was moved aside where that was possible.</summary>
    TooLarge,

    /// <summary>The system refused access.</summary>
    AccessDenied,

    /// <summary>Reading or writing failed; a file that was there is as it was.</summary>
    IoFailed,
}
