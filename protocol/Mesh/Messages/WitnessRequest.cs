namespace P2PProver.Mesh;

/// <summary>Request of <c>/p2pprover/witness/1</c>: the witness package with this hash. The answer's body is the bytes, unwrapped, of which
/// there are <see cref="MeshLimits.WitnessBytesMax"/> at most.</summary>
/// <param name="Witness">The hash that the batch's commit names.</param>
public sealed record WitnessRequest(Hash32 Witness);
