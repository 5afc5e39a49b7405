using P2PProver.Crypto;
using P2PProver.Mesh;

namespace P2PProver.Testnet.Simulation.Proofs;

/// <summary>
/// A proof of the timed mock proof system: what real bytes would say, and how they came to be. Mock: nothing is proven, time is waited for.
/// </summary>
public sealed record MockProof
{
    /// <summary>The name of its bytes.</summary>
    public required ProofHash Hash { get; init; }

    /// <summary>Their number.</summary>
    public required int SizeBytes { get; init; }

    /// <summary>The task it was made for.</summary>
    public required TaskId Task { get; init; }

    /// <summary>The batch it was made for.</summary>
    public required BatchKey Batch { get; init; }

    /// <summary>Whether it is a final proof.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Whether the verifier accepts it: only what a whole timed job made.</summary>
    public required bool IsSound { get; init; }

    /// <summary>What it says.</summary>
    public required ProofStatement Statement { get; init; }

    /// <summary>The payees of its subtree.</summary>
    public required IReadOnlyList<Address> Payees { get; init; }

    /// <summary>The submitter bound in a final proof.</summary>
    public Address Submitter { get; init; }

    /// <summary>The proofs that went into it.</summary>
    public IReadOnlyList<MockProof> Inputs { get; init; } = [];

    /// <summary>Who made it: a node's number.</summary>
    public required int Maker { get; init; }

    /// <summary>The prover time that it took.</summary>
    public required TimeSpan JobTime { get; init; }
}
