using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class ExprGraphTests
{
    private readonly TableBuilder _builder = new("table", 3);

    [Fact]
    public void Expr_EqualExpressions_AreOneNode()
    {
        Column a = _builder.Main("a");
        Column b = _builder.Main("b");

        ((a + b) * (a - b)).ShouldBe((b + a) * (a - b));
        (a * b).ShouldBe(b * a);
        (a - b).ShouldNotBe(b - a);
    }

    [Fact]
    public void Expr_NeutralElements_Vanish()
    {
        Expr a = _builder.Main("a");

        (a + 0).ShouldBe(a);
        (0 + a).ShouldBe(a);
        (a - 0).ShouldBe(a);
        (a * 1).ShouldBe(a);
        (1 * a).ShouldBe(a);
        (a * 0).ConstantValue.ShouldBe(KoalaBear.Zero);
        (a - a).ConstantValue.ShouldBe(KoalaBear.Zero);
        (-(-a)).ShouldBe(a);
        (a * -1).ShouldBe(-a);
    }

    [Fact]
    public void Expr_ConstantsInChains_AreFoldedTogether()
    {
        Expr a = _builder.Main("a");

        (a + 3 + 4).ShouldBe(a + 7);
        (a + 3 - 3).ShouldBe(a);
        (a * 3 * 4).ShouldBe(a * 12);
        (1 - (1 - a)).ShouldBe(a);
        (5 - (a + 2)).ShouldBe(3 - a);
    }

    [Fact]
    public void Expr_FreeConstants_FoldWithoutGraph()
    {
        Expr sum = (Expr)2 + 3;
        Expr product = sum * -4;

        sum.Graph.ShouldBeNull();
        product.ConstantValue.ShouldBe(-KoalaBear.FromCanonical(20));
        default(Expr).ConstantValue.ShouldBe(KoalaBear.Zero);
    }

    [Fact]
    public void Expr_Degree_CountsColumnsAndSelectorsButNotPublicValues()
    {
        Column a = _builder.Main("a");

        (a * a).Degree.ShouldBe(2);
        (a * a.Next * _builder.IsTransition).Degree.ShouldBe(3);
        (a * _builder.PublicValue(0) * 7).Degree.ShouldBe(1);
        ((a * a) + a).Degree.ShouldBe(2);
        _builder.IsFirst.Degree.ShouldBe(1);
    }

    [Fact]
    public void Expr_OfAnotherTable_IsRefused()
    {
        Column a = _builder.Main("a");
        Column other = new TableBuilder("other", 3).Main("a");

        Should.Throw<AirDefinitionException>(() => a + other);
    }

    [Fact]
    public void Column_NeverDeclared_IsRefused()
    {
        Should.Throw<AirDefinitionException>(() => default(Column).Local);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Graph_RandomExpressions_KeepTheirValues(int seed)
    {
        // The same random operations on expressions and on field elements: simplification must not change the value.
        Prng prng = new((ulong)seed);
        TableBuilder builder = new("table", 1, degreeLimit: 1000);
        List<(Expr Expr, KoalaBear Value)> pool = [(0, KoalaBear.Zero), (1, KoalaBear.One), (-1, -KoalaBear.One)];
        KoalaBear[] row = RandomTable.RandomElements(prng, 6);
        for (int i = 0; i < row.Length; i++)
        {
            pool.Add((builder.Main(FormattableString.Invariant($"c{i}")), row[i]));
        }

        for (int i = 0; i < 400; i++)
        {
            (Expr a, KoalaBear x) = pool[prng.NextInt(pool.Count)];
            (Expr b, KoalaBear y) = pool[prng.NextInt(pool.Count)];
            (Expr, KoalaBear) next = prng.NextInt(4) switch
            {
                0 => (a + b, x + y),
                1 => (a - b, x - y),
                2 => (-a, -x),
                _ => (a * b, x * y),
            };
            if (next.Item1.Degree < 8)
            {
                pool.Add(next);
            }
        }

        CheckValues(builder, pool, row, prng.Seed);
    }

    private static void CheckValues(TableBuilder builder, List<(Expr Expr, KoalaBear Value)> pool, KoalaBear[] row, ulong seed)
    {
        List<KoalaBear> expected = [];
        foreach ((Expr expr, KoalaBear value) in pool)
        {
            if (expr.ConstantValue is KoalaBear constant)
            {
                constant.ShouldBe(value, $"seed {seed}");
            }
            else
            {
                builder.AssertZero(expr, FormattableString.Invariant($"value {expected.Count}"));
                expected.Add(value);
            }
        }

        ConstraintEvaluator<KoalaBear, FieldAlgebra<KoalaBear>> evaluator = new(builder.Build(), default);
        evaluator.Evaluate(new RowView<KoalaBear> { MainLocal = row, IsFirst = default, IsLast = default, IsTransition = default });
        for (int i = 0; i < expected.Count; i++)
        {
            evaluator.Constraint(i).ShouldBe(expected[i], $"seed {seed}, value {i}");
        }
    }
}
