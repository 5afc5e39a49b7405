namespace P2PProver.Hashing.Tests;

public sealed class Keccak26MerkleVerifierTests : MerkleVerifierTests<Keccak26Family>;
