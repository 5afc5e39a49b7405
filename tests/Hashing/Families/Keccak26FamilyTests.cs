namespace P2PProver.Hashing.Tests;

public sealed class Keccak26FamilyTests : KeccakFamilyTests<Keccak26Family>;
