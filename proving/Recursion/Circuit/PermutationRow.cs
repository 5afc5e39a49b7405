namespace P2PProver.Recursion;

/// <summary>A row of the permutation section while a circuit is built; afterwards its <see cref="Index"/> is fixed and nothing changes.</summary>
internal sealed class PermutationRow(PermutationEntry entry)
{
    /// <summary>How the input follows from the row before.</summary>
    public PermutationEntry Entry { get; } = entry;

    /// <summary>Place in the section.</summary>
    public int Index { get; set; } = -1;

    /// <summary>Number of elements added to element 8 of the state.</summary>
    public int BoundLength { get; init; }

    /// <summary>The block that is elements 0 to 7 of the input.</summary>
    public int Left { get; init; } = CircuitBuilder.NoCell;

    /// <summary>Whether the row defines <see cref="Left"/>; else it reads it.</summary>
    public bool DefinesLeft { get; init; }

    /// <summary>Whether <see cref="Left"/> is an entry of a table, whose number of readers is known with the witness only.</summary>
    public bool LeftIsEntry { get; init; }

    /// <summary>The block that is elements 8 to 15 of the input.</summary>
    public int Right { get; init; } = CircuitBuilder.NoCell;

    /// <summary>Whether the row defines <see cref="Right"/>; else it reads it.</summary>
    public bool DefinesRight { get; init; }

    /// <summary>Where elements of the input that come from nowhere else stand on the tape; -1 when there are none.</summary>
    public int TapeOffset { get; init; } = -1;

    /// <summary>The block that is elements 0 to 7 of the output, defined by the row.</summary>
    public int Output { get; set; } = CircuitBuilder.NoCell;

    /// <summary>For a row of a path the cell of the leaf's position.</summary>
    public int Position { get; init; } = CircuitBuilder.NoCell;

    /// <summary>log2 of the layer that the row reaches: the place of the bit of the position that says on which side the digest is.</summary>
    public int PositionBit { get; init; }

    /// <summary>Whether the step is the first of its path.</summary>
    public bool IsPathStart { get; init; }

    /// <summary>The table in which the path ends with this row, or null.</summary>
    public BlockTable? Cap { get; init; }

    /// <summary>The public value that is element 0 of the input; -1 on rows that hold none.</summary>
    public int FirstPublic { get; init; } = -1;

    /// <summary>The challenge of sums on this row.</summary>
    public int Challenge { get; init; } = CircuitBuilder.NoCell;

    /// <summary>Whether the row fetches the challenge of the rows that follow.</summary>
    public int LoadedChallenge { get; init; } = CircuitBuilder.NoCell;

    /// <summary>Whether elements 0 to 7 of the input are added to the sum.</summary>
    public bool IsSummed { get; set; }

    /// <summary>Whether the sum is kept for the next row.</summary>
    public bool KeepsSum { get; set; }

    /// <summary>The cell that receives the sum before this row.</summary>
    public int SumCell { get; set; } = CircuitBuilder.NoCell;

    /// <summary>Whether the row's port to values is in use.</summary>
    public bool UsesValuePort => SumCell >= 0 || Cap is not null || LoadedChallenge >= 0;
}
