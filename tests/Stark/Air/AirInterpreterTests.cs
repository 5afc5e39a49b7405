using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class AirInterpreterTests
{
    [Theory]
    [MemberData(nameof(SimdLevels.Available), MemberType = typeof(SimdLevels))]
    public void Interpreter_RandomTables_AgreesWithExpressions(InstructionSet level)
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            Prng prng = new(seed);
            int degreeLimit = prng.NextInt(2, 6);
            Table table = RandomTable.Create(prng, logHeight: prng.NextInt(1, 8), degreeLimit);
            ProgramRun run = new(table, table.Program, prng, nextOffset: 1 << prng.NextInt(3));

            run.Run(level);

            ShouldAgree(run, seed);
        }
    }

    [Theory]
    [MemberData(nameof(SimdLevels.Available), MemberType = typeof(SimdLevels))]
    public void Interpreter_InteractionProgram_AgreesWithExpressions(InstructionSet level)
    {
        for (ulong seed = 100; seed <= 120; seed++)
        {
            Prng prng = new(seed);
            Table table = RandomTable.Create(prng, logHeight: 6);
            ProgramRun run = new(table, table.InteractionProgram, prng, nextOffset: 1);

            run.Run(level);

            table.InteractionProgram.OutputCount.ShouldBe(0);
            ShouldAgree(run, seed);
        }
    }

    [Theory]
    [MemberData(nameof(SimdLevels.Available), MemberType = typeof(SimdLevels))]
    public void Interpreter_Poseidon2_AgreesWithExpressions(InstructionSet level)
    {
        Table table = new Poseidon2Table(logHeight: 6, permutationsPerRow: 1).Table;
        ProgramRun run = new(table, table.Program, new Prng(7), nextOffset: 1);

        run.Run(level);

        ShouldAgree(run, 7);
    }

    private static void ShouldAgree(ProgramRun run, ulong seed)
    {
        List<KoalaBear[]> expected = run.Expected();
        for (int row = 0; row < expected.Count; row++)
        {
            run.Results[row].ShouldBe(expected[row], $"seed {seed}, row {row}");
        }
    }
}
