using P2PProver.Fields;

namespace P2PProver.Recursion.Tests.Verifier;

/// <summary>A proof with the public values it proves.</summary>
internal sealed record ChildProof(KoalaBear[] PublicValues, byte[] Proof);
