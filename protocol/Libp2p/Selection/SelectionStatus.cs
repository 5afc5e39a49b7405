namespace P2PProver.Libp2p.Selection;

/// <summary>Where a negotiation of protocols stands.</summary>
public enum SelectionStatus
{
    /// <summary>More bytes are needed.</summary>
    Pending,

    /// <summary>Both sides agree; bytes that follow belong to the protocol.</summary>
    Selected,

    /// <summary>The listener speaks none of the protocols, or the dialer proposed too many.</summary>
    Refused,

    /// <summary>The other side does not speak multistream-select.</summary>
    Malformed,
}
