namespace P2PProver.Mesh;

/// <summary>A claim that was heard.</summary>
internal sealed class ClaimRecord
{
    /// <summary>Who claims.</summary>
    public required NodeId Node { get; init; }

    /// <summary>When it was heard.</summary>
    public required long SeenMs { get; init; }

    /// <summary>When it ends; never later than a whole life after it was heard.</summary>
    public required long ExpiryMs { get; init; }

    /// <summary>When it, or the last heartbeat, was heard.</summary>
    public long AliveMs { get; set; }

    /// <summary>The last heartbeat heard: 0 to 3.</summary>
    public int Quarter { get; set; }

    /// <summary>Whether it stands now.</summary>
    public bool Live { get; set; }
}
