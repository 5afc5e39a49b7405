namespace P2PProver.Mesh.Tests.Ranks;

public sealed class WavesTests
{
    [Fact]
    public void Of_FirstRanks_OpensOneOneTwoFourEight() =>
        Enumerable.Range(0, 17).Select(Waves.Of).ShouldBe([0, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5]);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(1_000_000, 1 << 30)]
    public void Open_AfterWave_CountsRanks(long wave, int ranks) => Waves.Open(wave).ShouldBe(ranks);

    [Fact]
    public void Open_EveryRank_IsOpenFromItsWaveOnAndNotBefore()
    {
        for (int rank = 0; rank < 1000; rank++)
        {
            Waves.Open(Waves.Of(rank)).ShouldBeGreaterThan(rank);
            Waves.Open(Waves.Of(rank) - 1).ShouldBeLessThanOrEqualTo(rank);
        }
    }
}
