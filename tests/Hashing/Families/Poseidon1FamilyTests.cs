namespace P2PProver.Hashing.Tests;

public sealed class Poseidon1FamilyTests : PoseidonFamilyTests<Poseidon1Family, Poseidon1W16>;
