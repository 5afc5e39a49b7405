namespace P2PProver.Hashing.Tests;

public sealed class Poseidon1MerkleVerifierTests : MerkleVerifierTests<Poseidon1Family>;
