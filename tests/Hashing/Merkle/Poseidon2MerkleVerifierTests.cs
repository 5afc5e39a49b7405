namespace P2PProver.Hashing.Tests;

public sealed class Poseidon2MerkleVerifierTests : MerkleVerifierTests<Poseidon2Family>;
