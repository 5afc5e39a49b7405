namespace P2PProver.Hashing.Tests;

public sealed class Keccak32FamilyTests : KeccakFamilyTests<Keccak32Family>;
