namespace P2PProver.Recursion;

/// <summary>How often each cell of a circuit is read: the multiplicity with which it is sent once.</summary>
internal sealed class CellUses
{
    private readonly byte[] _valueDefinitions;
    private readonly byte[] _blockDefinitions;

    private CellUses(ProgramParts parts)
    {
        Values = new int[parts.ValueCells];
        Blocks = new int[parts.BlockCells];
        _valueDefinitions = new byte[parts.ValueCells];
        _blockDefinitions = new byte[parts.BlockCells];
    }

    /// <summary>Reads of each value cell.</summary>
    public int[] Values { get; }

    /// <summary>Reads of each block cell, look-ups at computed indices left out.</summary>
    public int[] Blocks { get; }

    /// <summary>Counts the uses of every cell.</summary>
    /// <exception cref="InvalidOperationException">A cell is not defined exactly once: a mistake of the builder.</exception>
    public static CellUses Count(ProgramParts parts)
    {
        CellUses uses = new(parts);
        Array.ForEach(parts.ExtensionRows, uses.Add);
        Array.ForEach(parts.BaseRows, uses.Add);
        Array.ForEach(parts.PackGroups, uses.Add);
        Array.ForEach(parts.Permutations, uses.Add);
        if (uses._valueDefinitions.Any(count => count != 1) || uses._blockDefinitions.Any(count => count != 1))
        {
            throw new InvalidOperationException("A cell is not defined exactly once.");
        }

        return uses;
    }

    private void Add(ArithmeticRow row)
    {
        for (ArithmeticPort port = ArithmeticPort.A; port < ArithmeticPort.None; port++)
        {
            Value(row.Cell(port), port == row.Defined);
        }
    }

    private void Add(PackGroup group)
    {
        for (int i = 0; i < group.Items.Length; i++)
        {
            Value(group.Items[i].Cell, i < group.DefinedItems);
        }

        foreach (int block in group.Blocks)
        {
            BlockCell(block, group.DefinesBlocks);
        }
    }

    private void Add(PermutationRow row)
    {
        BlockCell(row.Left, row.DefinesLeft);
        BlockCell(row.Right, row.DefinesRight);
        BlockCell(row.Output, defines: true);
        Value(row.SumCell, defines: true);
        Value(row.LoadedChallenge, defines: false);
        Value(row.Cap is null ? CircuitBuilder.NoCell : row.Position, defines: false);
    }

    private void Value(int cell, bool defines) => Count(cell, defines, Values, _valueDefinitions);

    private void BlockCell(int cell, bool defines) => Count(cell, defines, Blocks, _blockDefinitions);

    private static void Count(int cell, bool defines, int[] reads, byte[] definitions)
    {
        if (cell < 0)
        {
            return;
        }

        if (defines)
        {
            definitions[cell]++;
        }
        else
        {
            reads[cell]++;
        }
    }
}
