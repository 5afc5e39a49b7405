namespace P2PProver.Mesh;

/// <summary>Request of <c>/p2pprover/proof/1</c>: the bytes with this hash. The answer's body is the bytes, unwrapped, of which there are
/// <see cref="MeshLimits.ProofBytesMax"/> at most.</summary>
/// <param name="Proof">Their Keccak-256.</param>
public sealed record ProofRequest(ProofHash Proof);
