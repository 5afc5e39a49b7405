namespace P2PProver.Stark.Tests.Fri;

public sealed class FriScheduleTests
{
    [Theory]
    [InlineData(new[] { 16, 8 }, new[] { 3, 3, 2, 3, 2 })]
    [InlineData(new[] { 16, 15, 12 }, new[] { 1, 3, 3, 3, 3 })]
    [InlineData(new[] { 16 }, new[] { 3, 3, 3, 3, 1 })]
    [InlineData(new[] { 3 }, new int[0])]
    public void Schedule_HitsEveryHeightAndTheEnd(int[] logHeights, int[] arities)
    {
        FriSchedule schedule = FriSchedule.Create(ProofParameters.P100, logHeights);

        schedule.Rounds.Select(round => round.LogArity).ShouldBe(arities);
        schedule.LogMaxSize.ShouldBe(logHeights.Max() + 2);
        schedule.LogFinalSize.ShouldBe(5);
        (schedule.LogMaxSize - schedule.Rounds.Sum(round => round.LogArity)).ShouldBe(5);
        schedule.Rounds.Count(round => round.RollsIn).ShouldBe(logHeights.Distinct().Count() - 1);
    }

    [Fact]
    public void Schedule_RollsInAtTheFinalHeight()
    {
        FriSchedule schedule = FriSchedule.Create(ProofParameters.P100, [6, 3]);

        schedule.Rounds.ShouldBe([new FriRound(8, 3, RollsIn: true)]);
    }

    [Fact]
    public void Pitfall17_TableShorterThanTheFinalPolynomial_IsRefused() =>
        Should.Throw<ArgumentException>(() => FriSchedule.Create(ProofParameters.P100, [10, 2]));

    [Fact]
    public void Pitfall17_NoTable_IsRefused() =>
        Should.Throw<ArgumentException>(() => FriSchedule.Create(ProofParameters.P100, []));
}
