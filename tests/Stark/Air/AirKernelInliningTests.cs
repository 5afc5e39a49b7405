using P2PProver.Fields;
using P2PProver.Testing;

namespace P2PProver.Stark.Tests;

public sealed class AirKernelInliningTests
{
    [Fact]
    public async Task Kernels_OfAirAndLogUp_AreInlinedWhole()
    {
        IReadOnlyList<string> failures = await JitInlining.FailuresAsync(RunKernels, "P2PProver.Stark.");
        failures.ShouldBeEmpty();
    }

    private static void RunKernels()
    {
        foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
        {
            for (ulong seed = 1; seed < 20; seed++)
            {
                Prng prng = new(seed);
                Table table = RandomTable.Create(prng, logHeight: 4);
                QuotientInputs inputs = RandomTable.QuotientInputs(prng, table, logBlowup: 2);
                QuotientKernel.Evaluate(level, inputs, threads: 1).Dispose();
                if (table.HasInteractions)
                {
                    PermutationTrace.Generate(level, RandomTable.PermutationInputs(prng, table), threads: 1, out _).Dispose();
                }
            }
        }

        Poseidon2Table machine = new(logHeight: 5, permutationsPerRow: 1);
        machine.GenerateTrace(seed: 1, threads: 1).Dispose();
        FillPoseidon1();
    }

    private static void FillPoseidon1()
    {
        TableBuilder builder = new("poseidon1", 5);
        Poseidon1Columns columns = new(builder.Columns);
        using FieldMatrix trace = FieldMatrix.Zeros(32, columns.ColumnCount);
        columns.Fill(trace, 0, trace.Height);
    }
}
