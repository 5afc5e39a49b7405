namespace P2PProver.Stark.Tests;

public sealed class FractionPackingTests
{
    private readonly Bus _bus = new("bus", 1);

    [Fact]
    public void Packing_LinearInteractions_ArePairedInOrder()
    {
        Table table = Build(3, b =>
        {
            Column a = b.Main("a");
            for (int i = 0; i < 5; i++)
            {
                b.Send(_bus, [a + i], 1);
            }
        });

        table.Fractions.ShouldBe([new(0, 1, 3), new(2, 3, 3), new(4, -1, 2)]);
        table.PermutationWidth.ShouldBe(4);
        table.LogUpConstraintCount.ShouldBe(6);
        table.MaxDegree.ShouldBe(3);
    }

    [Fact]
    public void Packing_InteractionsOfHigherDegree_StayWithinTheLimit()
    {
        Table table = Build(3, b =>
        {
            Column a = b.Main("a");
            b.Send(_bus, [a * a], 1);
            b.Send(_bus, [a], a * a);
            b.Send(_bus, [a + 1], a * a * a);
            b.Send(_bus, [a + 2], a);
        });

        // Degree 2 in the tuple leaves no room for a second fingerprint; a multiplicity of degree 3 none for any; the others pair.
        table.Fractions.ShouldBe([new(0, -1, 3), new(1, 3, 3), new(2, -1, 3)]);
    }

    [Fact]
    public void Packing_LimitTwo_KeepsEveryInteractionAlone()
    {
        Table table = Build(2, b =>
        {
            Column a = b.Main("a");
            b.Send(_bus, [a], 1);
            b.Send(_bus, [a + 1], 1);
        });

        table.Fractions.Length.ShouldBe(2);
        table.MaxDegree.ShouldBe(2);
        table.LogQuotientChunks.ShouldBe(0);
    }

    [Fact]
    public void Packing_NoInteractions_NeedsNoPermutationTrace()
    {
        Table table = Build(3, b => b.AssertBool(b.Main("a"), "bit"));

        table.PermutationWidth.ShouldBe(0);
        table.LogUpConstraintCount.ShouldBe(0);
        table.HasInteractions.ShouldBeFalse();
    }

    private static Table Build(int degreeLimit, Action<TableBuilder> describe)
    {
        TableBuilder builder = new("table", 3, degreeLimit);
        describe(builder);
        return builder.Build();
    }
}
