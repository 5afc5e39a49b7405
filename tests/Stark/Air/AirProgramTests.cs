using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

public sealed class AirProgramTests
{
    [Fact]
    public void Program_Outputs_AreWrittenOnceInOrder()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            Table table = RandomTable.Create(new Prng(seed), logHeight: 3);

            IEnumerable<int> outputs = table.Program.Instructions
                .Where(i => i.D.Kind == AirOperandKind.Output)
                .Select(i => i.D.Index);

            outputs.ShouldBe(Enumerable.Range(0, table.Constraints.Length), $"seed {seed}");
        }
    }

    [Fact]
    public void Program_RegistersRead_HaveBeenWritten()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            AirProgram program = RandomTable.Create(new Prng(seed), logHeight: 3).Program;
            HashSet<AirOperand> written = [];
            foreach (AirInstruction instruction in program.Instructions)
            {
                foreach (AirOperand operand in program.OperandsOf(instruction))
                {
                    (operand.Kind != AirOperandKind.Register || written.Contains(operand)).ShouldBeTrue($"seed {seed}");
                }

                written.Add(instruction.D);
            }
        }
    }

    [Fact]
    public void Program_UniformExpressions_AreComputedOnce()
    {
        TableBuilder builder = new("table", 3);
        Column a = builder.Main("a");
        Expr scale = (builder.PublicValue(0) * builder.PublicValue(1)) + 3;
        builder.AssertZero(a * scale, "scaled");
        builder.AssertZero((a * a) - scale, "shifted");

        AirProgram program = builder.Build().Program;

        program.Instructions.Length.ShouldBe(3);
        KoalaBear two = KoalaBear.FromCanonical(2);
        program.EvaluateUniforms([two, two]).ShouldContain(KoalaBear.FromCanonical(7));
        Should.Throw<ArgumentException>(() => program.EvaluateUniforms([two]));
    }

    [Fact]
    public void Program_Patterns_BecomeSingleInstructions()
    {
        TableBuilder builder = new("table", 3, degreeLimit: 4);
        Column a = builder.Main("a");
        Column b = builder.Main("b");
        Column c = builder.Main("c");
        Column d = builder.Main("d");
        Column e = builder.Main("e");
        Column f = builder.Main("f");
        Column g = builder.Main("g");
        (Expr Expression, AirOpcode Opcode)[] patterns =
        [
            (a + b + c, AirOpcode.Add3),
            (a + (b - c), AirOpcode.AddSubtract),
            (a - (b + d), AirOpcode.Subtract3),
            (a + (b * c), AirOpcode.MultiplyAdd),
            (a - (c * d), AirOpcode.NegatedMultiplyAdd),
            ((b * d) - c, AirOpcode.MultiplySubtract),
            (a + (b * 5), AirOpcode.MultiplyUniformAdd),
            (a - (c * 5), AirOpcode.MultiplyUniformAdd),
            (a * (b - d), AirOpcode.MultiplyDifference),
            (a * (a - 1), AirOpcode.MultiplySumUniform),
            (a * a * a, AirOpcode.Cube),
            ((b + 7) * (b + 7) * (b + 7), AirOpcode.AddUniformCube),
            (a - ((c + 9) * (c + 9) * (c + 9)), AirOpcode.SubtractAddUniformCube),
            ((e * f) - g + (f * g) - (a * g) + 9, AirOpcode.Sum),
            ((e * 3) - (f * a) - (g * 5), AirOpcode.Sum),
            (5 - b, AirOpcode.UniformSubtract),
            (c + 6, AirOpcode.AddUniform),
            (c * 6, AirOpcode.MultiplyUniform),
            (d, AirOpcode.Copy),
            (builder.PublicValue(0), AirOpcode.Broadcast),
        ];
        for (int i = 0; i < patterns.Length; i++)
        {
            builder.AssertZero(patterns[i].Expression, FormattableString.Invariant($"pattern {i}"));
        }

        builder.Build().Program.Instructions.Select(i => i.Opcode).ShouldBe(patterns.Select(p => p.Opcode));
    }

    [Fact]
    public void Program_Poseidon2_FitsTheFirstLevelCache()
    {
        Poseidon2Table machine = new(logHeight: 3, permutationsPerRow: 8);
        AirProgram program = machine.Table.Program;

        machine.Table.MainWidth.ShouldBe(1312);
        machine.Table.Constraints.Length.ShouldBe(8 * Poseidon2Columns.ConstraintCount);
        machine.Table.MaxDegree.ShouldBe(3);
        program.RegisterCount.ShouldBeLessThan(40);
    }
}
