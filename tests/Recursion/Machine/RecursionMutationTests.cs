using P2PProver.Fields;
using P2PProver.Recursion.Tests.Circuit;
using P2PProver.Stark;
using P2PProver.Testing;

namespace P2PProver.Recursion.Tests.Machine;

/// <summary>
/// Every cell of every live row, changed in an honest trace, violates a constraint or a bus, but for the cells that
/// <see cref="FreeCells"/> lists; and every cell that it lists is free.
/// </summary>
public sealed class RecursionMutationTests
{
    private const ulong Seed = 0xCE11;

    [Fact]
    public void Mutation_OfASampleOfRows_IsNoticedUnlessDeclaredFree()
    {
        Prng prng = new(Seed);
        CheckRows(KoalaBear.One, rows => [.. Enumerable.Range(0, 24).Select(_ => prng.NextInt(rows)).Distinct()]);
    }

    [TierTheory(TestTier.Full)]
    [InlineData(1u)]
    [InlineData(0x12345678u)]
    public void Mutation_EveryCellOfEveryLiveRow_IsNoticedUnlessDeclaredFree(uint delta) =>
        CheckRows(KoalaBear.FromCanonical(delta), rows => [.. Enumerable.Range(0, rows)]);

    private static void CheckRows(KoalaBear delta, Func<int, int[]> choose)
    {
        CircuitCase circuit = SampleCircuit.Create(Seed);
        CircuitWitness witness = circuit.Evaluate();
        RecursionMachine machine = CircuitCase.Machine(witness.Program);
        Table table = machine.Machine.Tables[0];
        FreeCells free = new(witness.Program);
        using FieldMatrix preprocessed = machine.Preprocess(witness.Program);
        using FieldMatrix main = machine.Trace(witness, threads: 1);
        int[] rows = choose(witness.Program.Rows);

        IReadOnlyList<SurvivingMutation> survivors = TableMutation.FindSurvivors(
            [new TableTrace(table, main, preprocessed)], witness.PublicValues, _ => rows, delta);

        HashSet<string> found = new(
            survivors.Where(s => free.IsLive(s.Column, s.Row)).Select(s => Describe(s.Row, s.Column)), StringComparer.Ordinal);
        HashSet<string> declared = new(
            rows.SelectMany(row => free.Of(table, row).Keys.Select(column => Describe(row, column))), StringComparer.Ordinal);
        string seed = FormattableString.Invariant($" (seed {Seed})");
        found.Except(declared, StringComparer.Ordinal).Take(20).ShouldBeEmpty("cells that nothing pins down" + seed);
        declared.Except(found, StringComparer.Ordinal).Take(20).ShouldBeEmpty("cells that are declared free and are not" + seed);
    }

    private static string Describe(int row, string column) => FormattableString.Invariant($"[{row}].{column}");
}
