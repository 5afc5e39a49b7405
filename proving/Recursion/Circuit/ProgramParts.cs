namespace P2PProver.Recursion;

/// <summary>What a builder hands over when a circuit is finished.</summary>
internal sealed class ProgramParts
{
    public required Instruction[] Instructions { get; init; }

    public required ArithmeticRow[] ExtensionRows { get; init; }

    public required ArithmeticRow[] BaseRows { get; init; }

    public required PackGroup[] PackGroups { get; init; }

    public required PermutationRow[] Permutations { get; init; }

    /// <summary>For each block cell its address on the bus and its index in a table.</summary>
    public required (int Address, int Index)[] Entries { get; init; }

    public required string[] Labels { get; init; }

    public required int ValueCells { get; init; }

    public required int BlockCells { get; init; }

    public required int PackRows { get; init; }

    public required int PackElements { get; init; }

    public required int TapeLength { get; init; }

    public required int PublicValueCount { get; init; }
}
