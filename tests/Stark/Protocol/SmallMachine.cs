using P2PProver.Fields;

namespace P2PProver.Stark.Tests.Protocol;

/// <summary>
/// Three tables of three heights: a recurrence with public start and end that sends flagged rows to a bus of pairs and a digit of every row
/// to a range table, the receiver of the pairs, and the range table with preprocessed values. It uses every feature of the protocol:
/// next rows of main and preprocessed columns, all selectors, public values, pairs of interactions, unbounded multiplicities.
/// </summary>
internal static class SmallMachine
{
    public const int StepsLogHeight = 5;
    public const int PairsLogHeight = 3;
    public const int RangeLogHeight = 4;

    private const int Steps = 1 << StepsLogHeight;
    private const int Pairs = 1 << PairsLogHeight;
    private const int Range = 1 << RangeLogHeight;

    public static Machine Machine { get; } = Build("small", version: 1);

    public static Machine Build(string name, int version)
    {
        Bus pairs = new("pairs", 2);
        Bus range = new("range", 1);
        return new Machine(name, version, [StepsTable(pairs, range), PairsTable(pairs), RangeTable(range)], publicValueCount: 3);
    }

    public static FieldMatrix?[] Preprocessed()
    {
        FieldMatrix steps = FieldMatrix.Rent(Steps, 1);
        for (int i = 0; i < Steps; i++)
        {
            steps[i, 0] = Constant(i);
        }

        FieldMatrix range = FieldMatrix.Rent(Range, 1);
        for (int i = 0; i < Range; i++)
        {
            range[i, 0] = Constant(i);
        }

        return [steps, null, range];
    }

    /// <summary>A valid witness.</summary>
    public static SmallWitness Witness(ulong seed)
    {
        Prng prng = new(seed);
        FieldMatrix steps = FieldMatrix.Zeros(Steps, 5);
        FieldMatrix pairs = FieldMatrix.Zeros(Pairs, 3);
        FieldMatrix range = FieldMatrix.Zeros(Range, 1);
        KoalaBear a = prng.NextField();
        KoalaBear b = prng.NextField();
        KoalaBear[] publics = [a, b, default];
        int sent = 0;
        for (int i = 0; i < Steps; i++)
        {
            int digit = prng.NextInt(Range);
            bool flag = sent < Pairs - 1 && i % 3 == 1;
            steps[i, 0] = a;
            steps[i, 1] = b;
            steps[i, 2] = flag ? KoalaBear.One : KoalaBear.Zero;
            steps[i, 3] = a * b * steps[i, 2];
            steps[i, 4] = Constant(digit);
            range[digit, 0] += KoalaBear.One;
            if (flag)
            {
                pairs[sent, 0] = a;
                pairs[sent, 1] = a * b;
                pairs[sent++, 2] = KoalaBear.One;
            }

            publics[2] = b;
            (a, b) = (b, a + b + Constant(i + 1));
        }

        return new SmallWitness([steps, pairs, range], publics);
    }

    private static KoalaBear Constant(int value) => KoalaBear.FromCanonical((uint)value);

    private static Table StepsTable(Bus pairs, Bus range)
    {
        TableBuilder table = new("steps", StepsLogHeight);
        Column number = table.Preprocessed("number");
        Column a = table.Main("a");
        Column b = table.Main("b");
        Column flag = table.Main("flag");
        Column product = table.Main("product");
        Column digit = table.Main("digit");
        table.When(table.IsFirst).AssertEqual(a, table.PublicValue(0), "first a");
        table.When(table.IsFirst).AssertEqual(b, table.PublicValue(1), "first b");
        table.When(table.IsTransition).AssertEqual(a.Next, b, "next a");
        table.When(table.IsTransition).AssertEqual(b.Next, a + b + number.Next, "next b");
        table.When(table.IsLast).AssertEqual(b, table.PublicValue(2), "last b");
        table.AssertBool(flag, "flag is a bit");
        table.AssertEqual(product, a * b * flag, "product");
        table.Send(pairs, [a, product], flag);
        table.Send(range, [digit], 1);
        return table.Build();
    }

    private static Table PairsTable(Bus pairs)
    {
        TableBuilder table = new("pairs", PairsLogHeight);
        Column x = table.Main("x");
        Column y = table.Main("y");
        Column used = table.Main("used");
        table.AssertBool(used, "used is a bit");
        table.Receive(pairs, [x, y], used);
        return table.Build();
    }

    private static Table RangeTable(Bus range)
    {
        TableBuilder table = new("range", RangeLogHeight);
        Column value = table.Preprocessed("value");
        Column count = table.Main("count");
        table.Receive(range, [value], count, MultiplicityBound.Unbounded);
        return table.Build();
    }
}
