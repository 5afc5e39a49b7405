namespace P2PProver.Fields.Tests;

public sealed class Packed16Laws
{
    [InstructionSetFact(InstructionSet.Avx512)]
    public void Packed16_EveryLaw_Holds()
    {
        PackedLaws<Packed16>.CheckAll();
    }

    [InstructionSetFact(InstructionSet.Avx512)]
    public void PackedExt5_OverPacked16_EveryLawHolds()
    {
        PackedExt5Laws<Packed16>.CheckAll();
    }
}
