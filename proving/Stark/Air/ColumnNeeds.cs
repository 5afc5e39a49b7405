namespace P2PProver.Stark;

/// <summary>Which columns a program reads, on this row or the next.</summary>
internal static class ColumnNeeds
{
    /// <summary>The main columns, by index.</summary>
    internal static bool[] Main(AirProgram program, int width) =>
        Find(program, width, AirOperandKind.MainLocal, AirOperandKind.MainNext);

    /// <summary>The preprocessed columns, by index.</summary>
    internal static bool[] Preprocessed(AirProgram program, int width) =>
        Find(program, width, AirOperandKind.PreprocessedLocal, AirOperandKind.PreprocessedNext);

    private static bool[] Find(AirProgram program, int width, AirOperandKind local, AirOperandKind next)
    {
        bool[] needed = new bool[width];
        foreach (AirOperand operand in Operands(program))
        {
            if (operand.Kind == local || operand.Kind == next)
            {
                needed[operand.Index] = true;
            }
        }

        return needed;
    }

    private static IEnumerable<AirOperand> Operands(AirProgram program)
    {
        foreach (AirInstruction instruction in program.Instructions)
        {
            yield return instruction.A;
            yield return instruction.B;
            yield return instruction.C;
        }

        foreach (InteractionOperands interaction in program.Interactions)
        {
            yield return interaction.Multiplicity;
            foreach (AirOperand value in interaction.Values)
            {
                yield return value;
            }
        }
    }
}
