namespace P2PProver.Mesh;

/// <summary>Why a request is refused. The first three are statuses 1, 2 and 3 of a stream's answer.</summary>
public enum RefusalReason
{
    /// <summary>Busy, or asked too often.</summary>
    Busy = 1,

    /// <summary>Not here.</summary>
    NotHere = 2,

    /// <summary>Another network or proof system, or a malformed request.</summary>
    Foreign = 3,
}
