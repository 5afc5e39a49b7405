namespace P2PProver.Fields.Tests;

public sealed class Packed8Laws
{
    [InstructionSetFact(InstructionSet.Avx2)]
    public void Packed8_EveryLaw_Holds()
    {
        PackedLaws<Packed8>.CheckAll();
    }

    [InstructionSetFact(InstructionSet.Avx2)]
    public void PackedExt5_OverPacked8_EveryLawHolds()
    {
        PackedExt5Laws<Packed8>.CheckAll();
    }
}
