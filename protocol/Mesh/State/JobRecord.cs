namespace P2PProver.Mesh;

/// <summary>A job of this node's prover pool.</summary>
internal sealed class JobRecord
{
    /// <summary>The job.</summary>
    public required JobId Job { get; init; }

    /// <summary>The batch.</summary>
    public required BatchState Batch { get; init; }

    /// <summary>The task.</summary>
    public required TaskState Task { get; init; }

    /// <summary>The payees that the result must have, its own last, or the root's for finalising.</summary>
    public required IReadOnlyList<P2PProver.Crypto.Address> Payees { get; init; }

    /// <summary>Whether this node has announced another proof of the task before.</summary>
    public bool Remake { get; init; }

    /// <summary>The claim behind it; null if there is none.</summary>
    public ClaimRecord? Claim { get; set; }
}
