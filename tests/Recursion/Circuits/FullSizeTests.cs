using P2PProver.Rollup;
using P2PProver.Stark;
using Xunit.Abstractions;

namespace P2PProver.Recursion.Tests.Circuits;

public sealed class FullSizeTests(ITestOutputHelper output)
{
    private const int PermutationsPerChildMax = 16_000;

    [Fact]
    public void CircuitsOfTheRollup_Fit2To15Rows()
    {
        StatementLayout layout = new(ShardFields.All);
        VerifyingKey shard = RecursionCircuits.Template(ShardMachine.Standard.Machine, ProofParameters.P100);
        RecursionCircuits circuits = RecursionCircuits.Create(shard, layout, ProofParameters.P100);
        output.WriteLine(Describe("leaf", circuits.LeafProgram));
        output.WriteLine(Describe("merge", circuits.MergeProgram));

        layout.Count.ShouldBe(87);
        circuits.LogHeight.ShouldBe(15);
        circuits.LeafProgram.PermutationRows.ShouldBeLessThanOrEqualTo(2 * PermutationsPerChildMax);
        circuits.MergeProgram.PermutationRows.ShouldBeLessThanOrEqualTo(2 * PermutationsPerChildMax);
    }

    private static string Describe(string name, CircuitProgram program) =>
        $"{name}: permutations {program.PermutationRows}, extension {program.ExtensionRows}, base {program.BaseRows}, pack {program.PackRows}";
}
