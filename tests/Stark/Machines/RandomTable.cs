using System.Globalization;
using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

/// <summary>Tables with random expressions and interactions, and random traces that satisfy nothing: for comparing evaluators.</summary>
internal static class RandomTable
{
    public const int PublicValues = 3;

    private const int MaxBusWidth = 5;

    public static Table Create(Prng prng, int logHeight, int degreeLimit = 3)
    {
        TableBuilder builder = new("random", logHeight, degreeLimit);
        List<Expr> pool = Leaves(builder, prng);
        int operations = prng.NextInt(10, 120);
        for (int i = 0; i < operations; i++)
        {
            Expr candidate = Operation(prng, pool);
            if (candidate.Degree <= degreeLimit)
            {
                pool.Add(candidate);
            }
        }

        AddConstraints(builder, prng, pool);
        AddInteractions(builder, prng, pool);
        return builder.Build();
    }

    public static FieldMatrix RandomMatrix(Prng prng, int height, int width)
    {
        FieldMatrix matrix = FieldMatrix.Rent(height, width);
        prng.NextFields(matrix.Elements);
        return matrix;
    }

    public static KoalaBear[] RandomElements(Prng prng, int count)
    {
        KoalaBear[] elements = new KoalaBear[count];
        prng.NextFields(elements);
        return elements;
    }

    /// <summary>Random matrices of the shape of extensions.</summary>
    public static QuotientInputs QuotientInputs(Prng prng, Table table, int logBlowup)
    {
        int height = table.Height << logBlowup;
        return new QuotientInputs
        {
            Table = table,
            LogBlowup = logBlowup,
            Main = RandomMatrix(prng, height, table.MainWidth),
            Preprocessed = table.PreprocessedWidth == 0 ? null : RandomMatrix(prng, height, table.PreprocessedWidth),
            Permutation = table.HasInteractions ? RandomMatrix(prng, height, table.PermutationWidth * Ext5.Degree) : null,
            PublicValues = RandomElements(prng, PublicValues),
            Key = VerifierFolding.Key(BusLayout.Create([table]), prng.NextExt(), prng.NextExt()),
            Terminal = prng.NextExt(),
            Alpha = prng.NextExt(),
        };
    }

    /// <summary>Random traces.</summary>
    public static PermutationInputs PermutationInputs(Prng prng, Table table) => new(
        table,
        RandomMatrix(prng, table.Height, table.MainWidth),
        table.PreprocessedWidth == 0 ? null : RandomMatrix(prng, table.Height, table.PreprocessedWidth),
        RandomElements(prng, PublicValues),
        VerifierFolding.Key(BusLayout.Create([table]), prng.NextExt(), prng.NextExt()));

    private static List<Expr> Leaves(TableBuilder builder, Prng prng)
    {
        List<Expr> pool = [0, 1, -1, 2, prng.NextField()];
        int main = prng.NextInt(1, 24);
        for (int i = 0; i < main; i++)
        {
            Column column = builder.Main($"main {i.ToString(CultureInfo.InvariantCulture)}");
            pool.Add(column);
            if (prng.NextInt(4) == 0)
            {
                pool.Add(column.Next);
            }
        }

        int preprocessed = prng.NextInt(6);
        for (int i = 0; i < preprocessed; i++)
        {
            Column column = builder.Preprocessed($"preprocessed {i.ToString(CultureInfo.InvariantCulture)}");
            pool.Add(column);
            pool.Add(column.Next);
        }

        for (int i = 0; i < PublicValues; i++)
        {
            pool.Add(builder.PublicValue(i));
        }

        return pool;
    }

    private static Expr Operation(Prng prng, List<Expr> pool)
    {
        Expr a = Pick(prng, pool);
        Expr b = Pick(prng, pool);
        return prng.NextInt(8) switch
        {
            0 or 1 => a + b,
            2 or 3 => a - b,
            4 or 5 => a * b,
            6 => (a + prng.NextField()) * (a + prng.NextField()),
            _ => Cube(a + prng.NextField()),
        };
    }

    private static Expr Cube(Expr x) => x * x * x;

    private static void AddConstraints(TableBuilder builder, Prng prng, List<Expr> pool)
    {
        int wanted = prng.NextInt(1, 30);
        for (int i = 0; i < wanted; i++)
        {
            Expr expression = Pick(prng, pool);
            Expr selector = prng.NextInt(6) switch
            {
                0 => builder.IsFirst,
                1 => builder.IsLast,
                2 => builder.IsTransition,
                _ => 1,
            };
            Expr constraint = selector * expression;
            if (constraint.ConstantValue is null && constraint.Degree <= builder.DegreeLimit)
            {
                builder.AssertZero(constraint, $"constraint {i.ToString(CultureInfo.InvariantCulture)}");
            }
        }
    }

    private static void AddInteractions(TableBuilder builder, Prng prng, List<Expr> pool)
    {
        Bus[] buses = [.. Enumerable.Range(1, MaxBusWidth).Select(w => new Bus($"bus {w.ToString(CultureInfo.InvariantCulture)}", w))];
        int wanted = prng.NextInt(6);
        for (int i = 0; i < wanted; i++)
        {
            Bus bus = buses[prng.NextInt(buses.Length)];
            Expr[] values = new Expr[bus.TupleWidth];
            int degree = prng.NextInt(1, builder.DegreeLimit);
            for (int k = 0; k < values.Length; k++)
            {
                values[k] = Pick(prng, pool, degree);
            }

            Expr multiplicity = Pick(prng, pool, degree);
            if (prng.NextBool())
            {
                builder.Send(bus, values, multiplicity);
            }
            else
            {
                builder.Receive(bus, values, multiplicity);
            }
        }
    }

    private static Expr Pick(Prng prng, List<Expr> pool) => pool[prng.NextInt(pool.Count)];

    private static Expr Pick(Prng prng, List<Expr> pool, int maxDegree)
    {
        Expr[] fitting = [.. pool.Where(e => e.Degree <= maxDegree)];
        return fitting[prng.NextInt(fitting.Length)];
    }
}
