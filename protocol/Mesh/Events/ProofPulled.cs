namespace P2PProver.Mesh;

/// <summary>A <see cref="PullProof"/> ended. The bytes themselves stay with the host.</summary>
/// <param name="From">The peer that was asked.</param>
/// <param name="Proof">The hash that was asked for.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record ProofPulled(NodeId From, ProofHash Proof, PullOutcome Outcome) : MeshEvent;
