namespace P2PProver.Hashing.Tests;

public sealed class Keccak32MerkleVerifierTests : MerkleVerifierTests<Keccak32Family>;
