using P2PProver.Fields;

namespace P2PProver.Recursion.Tests.Circuit;

public sealed class ArithmeticTests
{
    private const ulong Seed = 0xA21;

    [Fact]
    public void ExtensionOperations_OnRandomValues_AreThoseOfTheField()
    {
        Prng prng = new(Seed);
        (Ext5 x, Ext5 y, Ext5 z) = (prng.NextExt(), prng.NextExt(), prng.NextExt());
        KoalaBear k = prng.NextField();
        CircuitCase c = new();
        CircuitBuilder b = c.Builder;
        (Extension a, Extension m, Extension n) = (c.Input(x), c.Input(y), c.Input(z));
        Scalar one = c.Input(1);
        List<(Extension Actual, Ext5 Expected)> pairs =
        [
            (b.Add(a, m), x + y),
            (b.Subtract(a, m), x - y),
            (b.Multiply(a, m), x * y),
            (b.MultiplyAdd(a, m, n), (x * y) + z),
            (b.MultiplyAdd(k, a, m, n), (x * y * k) + z),
            (b.SubtractProduct(n, a, m), z - (x * y)),
            (b.Divide(a, m), x * y.Inverse()),
            (b.Quotient(a, n, m), (x - z) * y.Inverse()),
            (b.Inverse(a), x.Inverse()),
            (b.Fold(a, m, n, k), x + y + ((x - y) * z * k)),
            (b.Select(one, a, m), y),
            (b.Select(b.Zero, a, m), x),
            (b.Evaluate([a, m, n], a), x + (y * x) + (z * x * x)),
            (b.Constant(x), x),
        ];
        b.AssertSelect(one, a, m, m);
        b.AssertMultiplyAdd(k, a, m, n, pairs[4].Actual);

        CircuitWitness witness = c.Check();

        foreach ((Extension actual, Ext5 expected) in pairs)
        {
            witness.ValueOf(actual).ShouldBe(expected, FormattableString.Invariant($"seed {Seed}, cell {actual.Cell}"));
        }
    }

    [Fact]
    public void ScalarOperations_OnRandomValues_AreThoseOfTheField()
    {
        Prng prng = new(Seed);
        (KoalaBear x, KoalaBear y, KoalaBear z) = (prng.NextField(), prng.NextField(), prng.NextField());
        CircuitCase c = new();
        CircuitBuilder b = c.Builder;
        (Scalar a, Scalar m, Scalar n) = (c.Input(x), c.Input(y), c.Input(z));
        List<(Scalar Actual, KoalaBear Expected)> pairs =
        [
            (b.Add(a, m), x + y),
            (b.Subtract(a, m), x - y),
            (b.Multiply(a, m), x * y),
            (b.MultiplyAdd(a, m, n), (x * y) + z),
            (b.MultiplyAdd(a, m, n, y, z), (x * y * y) + z + z),
            (b.Divide(a, m), x * y.Inverse()),
            (b.Inverse(a), x.Inverse()),
            (b.Select(b.One, a, m), y),
            (b.Select(b.Zero, a, m), x),
            (b.Constant(-7), -KoalaBear.FromCanonical(7)),
        ];
        b.AssertBool(b.One);
        b.AssertBool(b.Zero);

        CircuitWitness witness = c.Check();

        foreach ((Scalar actual, KoalaBear expected) in pairs)
        {
            witness.ValueOf(actual).ShouldBe(expected, FormattableString.Invariant($"seed {Seed}, cell {actual.Cell}"));
        }
    }

    [Theory]
    [InlineData(0, FaultKind.NotEqual)]
    [InlineData(1, FaultKind.NotEqual)]
    [InlineData(2, FaultKind.NotEqual)]
    [InlineData(3, FaultKind.NotEqual)]
    [InlineData(4, FaultKind.NotEqual)]
    [InlineData(5, FaultKind.DivisionByZero)]
    [InlineData(6, FaultKind.DivisionByZero)]
    [InlineData(7, FaultKind.NotEqual)]
    [InlineData(8, FaultKind.NotEqual)]
    public void Check_ThatFails_IsNamedAndNoticedByTheTables(int which, FaultKind kind)
    {
        CircuitCase c = new();
        CircuitBuilder b = c.Builder;
        (Scalar two, Scalar three) = (c.Input(2), c.Input(3));
        using (b.Label("outer"))
        using (b.Label("inner"))
        {
            switch (which)
            {
                case 0:
                    b.AssertEqual(two, three);
                    break;
                case 1:
                    b.AssertEqual((Extension)two, three);
                    break;
                case 2:
                    b.AssertBool(two);
                    break;
                case 3:
                    b.AssertZero(two);
                    break;
                case 4:
                    b.AssertSelect(b.One, two, three, two);
                    break;
                case 5:
                    b.Inverse(b.Zero);
                    break;
                case 6:
                    b.Divide((Extension)two, b.Zero);
                    break;
                case 7:
                    b.AssertMultiplyAdd(two, three, two, three);
                    break;
                default:
                    b.AssertMultiplyAdd(KoalaBear.One, (Extension)two, three, two, three);
                    break;
            }
        }

        CircuitFault fault = c.Fault();

        fault.ShouldBe(new CircuitFault(kind, "outer / inner"));
    }

    [Fact]
    public void Builder_AfterBuild_AcceptsNothing()
    {
        CircuitBuilder builder = new(publicValueCount: 0);
        builder.Build();

        Should.Throw<InvalidOperationException>(() => builder.InputScalar());
        Should.Throw<InvalidOperationException>(() => builder.Add(builder.One, builder.One));
        Should.Throw<InvalidOperationException>(builder.Build);
    }

    [Fact]
    public void Evaluate_WithATapeOrPublicsOfAnotherLength_Throws()
    {
        CircuitBuilder builder = new(publicValueCount: 1);
        builder.InputScalar();
        CircuitProgram program = builder.Build();

        Should.Throw<ArgumentException>(() => program.Evaluate([], [KoalaBear.One], out _));
        Should.Throw<ArgumentException>(() => program.Evaluate([KoalaBear.One], [], out _));
    }
}
