using P2PProver.Fields;
using P2PProver.Testnet.Simulation.Events;

namespace P2PProver.Simulation.Tests.Events;

public sealed class AgendaTests
{
    [Fact]
    public void TryNext_ManyRandomTimes_OrdersByTimeThenByScheduling()
    {
        Prng random = new(1);
        Agenda<int> agenda = new();
        List<(long Ticks, int Item)> expected = [];
        for (int i = 0; i < 20_000; i++)
        {
            long ticks = random.NextInt(500);
            agenda.Schedule(TimeSpan.FromTicks(ticks), i);
            expected.Add((ticks, i));
        }

        expected.Sort();
        foreach ((long ticks, int item) in expected)
        {
            agenda.TryNext(out int next).ShouldBeTrue();
            next.ShouldBe(item);
            agenda.Now.Ticks.ShouldBe(ticks);
        }

        agenda.TryNext(out _).ShouldBeFalse();
    }

    [Fact]
    public void Schedule_TimeInThePast_HappensNow()
    {
        Agenda<string> agenda = new();
        agenda.Schedule(TimeSpan.FromSeconds(5), "first");
        agenda.TryNext(out _).ShouldBeTrue();

        agenda.Schedule(TimeSpan.FromSeconds(1), "late");
        agenda.TryNext(out string item).ShouldBeTrue();

        item.ShouldBe("late");
        agenda.Now.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void TryNext_SchedulingWhileRunning_KeepsTheOrder()
    {
        Prng random = new(2);
        Agenda<int> agenda = new();
        agenda.Schedule(TimeSpan.Zero, 0);
        TimeSpan last = TimeSpan.Zero;
        int handled = 0;
        while (agenda.TryNext(out _))
        {
            agenda.Now.ShouldBeGreaterThanOrEqualTo(last);
            last = agenda.Now;
            handled++;
            for (int i = 0; i < 2 && handled + agenda.Count < 5_000; i++)
            {
                agenda.ScheduleAfter(TimeSpan.FromTicks(random.NextInt(100)), handled);
            }
        }

        handled.ShouldBe(5_000);
    }
}
