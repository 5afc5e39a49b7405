namespace P2PProver.Hashing.Tests;

public sealed class Poseidon2FamilyTests : PoseidonFamilyTests<Poseidon2Family, Poseidon2W16>;
