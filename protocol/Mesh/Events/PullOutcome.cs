namespace P2PProver.Mesh;

/// <summary>How a pull of proof bytes ended.</summary>
public enum PullOutcome
{
    /// <summary>The bytes are here, of the size and hash asked for, and the host keeps them under that hash.</summary>
    Here = 0,

    /// <summary>The peer does not have them.</summary>
    NotThere = 1,

    /// <summary>The peer is busy, or was asked too often.</summary>
    Busy = 2,

    /// <summary>No answer in time, a broken stream, or no connection.</summary>
    Failed = 3,

    /// <summary>The peer sent bytes of another hash or size.</summary>
    WrongBytes = 4,
}
