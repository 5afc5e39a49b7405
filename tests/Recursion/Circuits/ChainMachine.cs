using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion.Tests.Circuits;

/// <summary>
/// The least machine that can be chained: eight steps x' = x x + domain from a start to an end. A stand-in for a rollup's shard, with a
/// field of every kind.
/// </summary>
internal static class ChainMachine
{
    private const int LogHeight = 3;

    public static Stark.Machine Machine { get; } = Build(version: 1);

    public static PublicField[] Fields { get; } =
    [
        new("Domain", LinkKind.Equal, 1),
        new("StateIn", LinkKind.ChainIn, 1),
        new("StateOut", LinkKind.ChainOut, 1),
    ];

    public static Stark.Machine Build(int version)
    {
        TableBuilder table = new("chain", LogHeight);
        Column x = table.Main("x");
        table.When(table.IsFirst).AssertEqual(x, table.PublicValue(1), "start");
        table.When(table.IsTransition).AssertEqual(x.Next, (x * x) + table.PublicValue(0), "step");
        table.When(table.IsLast).AssertEqual(x, table.PublicValue(2), "end");
        return new Stark.Machine("chain", version, [table.Build()], publicValueCount: 3);
    }

    /// <summary>The trace of a shard and its public values.</summary>
    public static (FieldMatrix Trace, KoalaBear[] Values) Run(KoalaBear domain, KoalaBear start)
    {
        FieldMatrix trace = FieldMatrix.Zeros(1 << LogHeight, 1);
        KoalaBear x = start;
        for (int i = 0; i < trace.Height; i++)
        {
            x = i == 0 ? start : (x * x) + domain;
            trace[i, 0] = x;
        }

        return (trace, [domain, start, x]);
    }
}
