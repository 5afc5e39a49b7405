using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class TerminalTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(16)]
    public void Terminals_BalancedBuses_AddUpToZero(int additions)
    {
        using MachineRun run = new(new AdditionMachine(), additions);

        DebugChecker.Check(run.Combined, run.PublicValues).ShouldBeNull();
        run.TerminalSum().ShouldBe(Ext5.Zero);
    }

    [Fact]
    public void Terminals_OneMissingLookup_DoNotAddUp()
    {
        using MachineRun run = new(new AdditionMachine());
        int used = Enumerable.Range(0, 256).First(v => !run.Traces[2][v, 0].IsZero);
        run.Traces[2][used, 0] -= KoalaBear.One;

        run.TerminalSum().ShouldNotBe(Ext5.Zero);
    }

    [Fact]
    public void Terminals_PaddingRowThatSends_DoNotAddUp()
    {
        using MachineRun run = new(new AdditionMachine(), additions: 5);
        run.Traces[1].Row(9)[0] = KoalaBear.One;

        run.TerminalSum().ShouldNotBe(Ext5.Zero);
    }

    [Fact]
    public void Terminals_SameTupleOnAnotherBus_DoNotAddUp()
    {
        Table sender = Table("sender", b => b.Send(new Bus("one", 1), [b.Main("a")], 1));
        Table receiver = Table("receiver", b => b.Receive(new Bus("two", 1), [b.Main("a")], 1));
        Table honest = Table("honest", b => b.Receive(new Bus("one", 1), [b.Main("a")], 1));

        TerminalSum(sender, honest).ShouldBe(Ext5.Zero);
        TerminalSum(sender, receiver).ShouldNotBe(Ext5.Zero);
    }

    [Fact]
    public void Terminals_MultiplicitiesOfOppositeSign_Cancel()
    {
        // Sending twice what is received once a row over twice as many rows: multiplicities add up, rows need not correspond.
        Bus bus = new("bus", 2);
        Table sender = Table("sender", b => b.Send(bus, [b.Main("a"), 7], 2, MultiplicityBound.PerRow(2)));
        Table receiver = Table("receiver", b => b.Receive(bus, [b.Main("a"), 7], 1), logHeight: 4);

        TerminalSum(sender, receiver).ShouldBe(Ext5.Zero);
    }

    private static Ext5 TerminalSum(params Table[] tables)
    {
        FingerprintKey<Ext5> key = VerifierFolding.Key(BusLayout.Create(tables), new Prng(1).NextExt(), new Prng(2).NextExt());
        Ext5 sum = Ext5.Zero;
        foreach (Table table in tables)
        {
            using FieldMatrix main = FieldMatrix.Zeros(table.Height, table.MainWidth);
            using FieldMatrix trace = PermutationTrace.Generate(
                table, main, null, ReadOnlyMemory<KoalaBear>.Empty, key, 1, out Ext5 terminal);
            sum += terminal;
        }

        return sum;
    }

    private static Table Table(string name, Action<TableBuilder> describe, int logHeight = 3)
    {
        TableBuilder builder = new(name, logHeight);
        describe(builder);
        return builder.Build();
    }
}
