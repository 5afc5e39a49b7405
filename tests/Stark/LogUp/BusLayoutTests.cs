using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class BusLayoutTests
{
    [Fact]
    public void Layout_Buses_AreNumberedByFirstUse()
    {
        Bus x = new("x", 1);
        Bus y = new("y", 4);
        Table first = Table("first", 3, b => b.Send(y, Repeat(b.Main("a"), 4), 1));
        Table second = Table("second", 3, b =>
        {
            b.Receive(x, [b.Main("a")], 1);
            b.Receive(y, Repeat(b.Main("b"), 4), 1);
        });

        BusLayout layout = BusLayout.Create([first, second]);

        layout.Buses.Select(b => b.Name).ShouldBe(["y", "x"]);
        layout.MaxTupleWidth.ShouldBe(4);
        layout.NumberOf(x).ShouldBe(1);
        layout.MultiplicityBounds.ShouldBe([16UL, 8UL]);
        Should.Throw<ArgumentException>(() => layout.NumberOf(new Bus("z", 1)));
        Should.Throw<ArgumentException>(() => layout.NumberOf(new Bus("x", 2)));
    }

    [Fact]
    public void Layout_OneNameTwoWidths_IsRefused()
    {
        Table first = Table("first", 3, b => b.Send(new Bus("x", 1), [b.Main("a")], 1));
        Table second = Table("second", 3, b => b.Receive(new Bus("x", 2), [0, b.Main("a")], 1));

        Should.Throw<AirDefinitionException>(() => BusLayout.Create([first, second])).Message.ShouldContain("'x'");
    }

    [Theory]
    [InlineData(127u << 4, true)]
    [InlineData((127u << 4) + 1, false)]
    public void Layout_BoundsReachingTheModulus_AreRefused(uint perRow, bool accepted)
    {
        // p = 127 * 2^24 + 1: with 2^20 rows of 127 * 2^4 the sum is p - 1.
        Table table = Table("tall", 20, b => b.Send(new Bus("x", 1), [b.Main("a")], b.Main("m"), MultiplicityBound.PerRow(perRow)));

        if (accepted)
        {
            BusLayout.Create([table]).MultiplicityBounds[0].ShouldBe(KoalaBear.Modulus - 1);
        }
        else
        {
            Should.Throw<AirDefinitionException>(() => BusLayout.Create([table])).Message.ShouldContain("'tall'");
        }
    }

    [Fact]
    public void Layout_BoundsOverSeveralTables_AreAddedPerBus()
    {
        Bus x = new("x", 1);
        Bus y = new("y", 1);
        MultiplicityBound half = MultiplicityBound.Total(KoalaBear.Modulus / 2);
        Table first = Table("first", 3, b => b.Send(x, [b.Main("a")], b.Main("m"), half));
        Table second = Table("second", 3, b => b.Receive(x, [b.Main("a")], b.Main("m"), half));
        Table third = Table("third", 3, b => b.Receive(y, [b.Main("a")], b.Main("m"), half));
        Table lookup = Table("lookup", 3, b => b.Receive(x, [b.Main("a")], b.Main("m"), MultiplicityBound.Unbounded));
        Table tooMuch = Table("too much", 3, b => b.Receive(x, [b.Main("a")], b.Main("m")));

        Should.NotThrow(() => BusLayout.Create([first, second, third, lookup]));
        Should.Throw<AirDefinitionException>(() => BusLayout.Create([first, second, third, lookup, tooMuch]));
    }

    [Fact]
    public void Layout_BothSidesUnbounded_AreRefused()
    {
        Bus x = new("x", 1);
        Table first = Table("first", 3, b => b.Send(x, [b.Main("a")], b.Main("m"), MultiplicityBound.Unbounded));
        Table second = Table("second", 3, b => b.Receive(x, [b.Main("a")], b.Main("m"), MultiplicityBound.Unbounded));

        Should.NotThrow(() => BusLayout.Create([first, first]));
        Should.Throw<AirDefinitionException>(() => BusLayout.Create([first, second])).Message.ShouldContain("'x'");
    }

    [Fact]
    public void Key_Fingerprints_SeparateBusesAndPositions()
    {
        Bus x = new("x", 2);
        Bus y = new("y", 3);
        Table table = Table("table", 3, b =>
        {
            b.Send(x, Repeat(b.Main("a"), 2), 1);
            b.Send(y, Repeat(b.Main("b"), 3), 1);
        });
        BusLayout layout = BusLayout.Create([table]);
        Prng prng = new(1);
        Ext5 alpha = prng.NextExt();
        Ext5 beta = prng.NextExt();

        FingerprintKey<Ext5> key = VerifierFolding.Key(layout, alpha, beta);

        Ext5 gamma = beta * beta * beta;
        key.BaseOf(x).ShouldBe(alpha + gamma);
        key.BaseOf(y).ShouldBe(alpha + gamma + gamma);
        key.Weight(x, 0).ShouldBe(beta);
        key.Weight(x, 1).ShouldBe(Ext5.One);
        key.Weight(y, 0).ShouldBe(beta * beta);
    }

    private static Expr[] Repeat(Column column, int count) => [.. Enumerable.Repeat((Expr)column, count)];

    private static Table Table(string name, int logHeight, Action<TableBuilder> describe)
    {
        TableBuilder builder = new(name, logHeight);
        describe(builder);
        return builder.Build();
    }
}
