namespace P2PProver.Fields.Tests;

public sealed class Packed1Laws
{
    [Fact]
    public void Packed1_EveryLaw_Holds()
    {
        PackedLaws<Packed1>.CheckAll();
    }

    [Fact]
    public void PackedExt5_OverPacked1_EveryLawHolds()
    {
        PackedExt5Laws<Packed1>.CheckAll();
    }
}
