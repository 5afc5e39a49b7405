using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>A proof of one task, whoever announced it.</summary>
internal sealed class ProofRecord
{
    /// <summary>The batch.</summary>
    public required BatchState Batch { get; init; }

    /// <summary>The task.</summary>
    public required TaskState Task { get; init; }

    /// <summary>The proof.</summary>
    public required ProofHash Hash { get; init; }

    /// <summary>Its size as the header tells it.</summary>
    public required int SizeBytes { get; init; }

    /// <summary>How far we are.</summary>
    public ProofState State { get; set; }

    /// <summary>The payees of its subtree, once verified.</summary>
    public IReadOnlyList<Address> Payees { get; set; } = [];

    /// <summary>For a final proof, once verified: the submitter bound in it.</summary>
    public Address Submitter { get; set; }

    /// <summary>What is wrong with it, once invalid.</summary>
    public InvalidProofReason Fault { get; set; }

    /// <summary>Pulls begun so far.</summary>
    public int Attempts { get; set; }

    /// <summary>When the first of them began.</summary>
    public long FirstPullMs { get; set; }

    /// <summary>No pull before this.</summary>
    public long RetryMs { get; set; }

    /// <summary>The peer being asked.</summary>
    public NodeId Source { get; set; }

    /// <summary>Reports of this proof that wait for a verdict.</summary>
    public List<ReportRecord> Reports { get; } = [];

    /// <summary>Whether the host has the bytes.</summary>
    public bool BytesHere => State is ProofState.Here or ProofState.Verifying or ProofState.Verified;
}
