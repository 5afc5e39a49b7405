using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class LastCircuitModelTests
{
    [Theory]
    [InlineData(6, 6)]
    [InlineData(6, 3)]
    public void Traces_AsGenerated_HoldEveryConstraintAndBalanceEveryBus(int logHeight, int logArithmeticHeight)
    {
        LastCircuitModel model = new(logHeight, logArithmeticHeight);
        (TableTrace[] traces, KoalaBear[] publicValues) = Generate(model);

        DebugChecker.Check(traces, publicValues).ShouldBeNull();
    }

    [Fact]
    public void PublicValues_EachChanged_AreRefused()
    {
        LastCircuitModel model = new(4, 4);
        (TableTrace[] traces, KoalaBear[] publicValues) = Generate(model);
        for (int i = 0; i < publicValues.Length; i++)
        {
            publicValues[i] += KoalaBear.One;
            DebugChecker.Check(traces, publicValues).ShouldBeOfType<ConstraintViolation>();
            publicValues[i] -= KoalaBear.One;
        }
    }

    private static (TableTrace[] Traces, KoalaBear[] PublicValues) Generate(LastCircuitModel model)
    {
        FieldMatrix?[] preprocessed = model.Preprocessed();
        (FieldMatrix[] traces, KoalaBear[] publicValues) = model.Generate(3);
        return ([.. model.Machine.Tables.Select((table, i) => new TableTrace(table, traces[i], preprocessed[i]))], publicValues);
    }
}
