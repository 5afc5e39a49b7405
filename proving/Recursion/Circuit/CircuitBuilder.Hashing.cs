namespace P2PProver.Recursion;

/// <content>Poseidon2: one row of the permutation section a permutation.</content>
public sealed partial class CircuitBuilder
{
    private readonly List<PermutationRow> _pendingRows = [];
    private readonly List<QuerySegment> _querySegments = [];

    /// <summary>The first half of the permutation of two blocks: the compression of Merkle trees. One row.</summary>
    /// <param name="left">The left child.</param>
    /// <param name="right">The right child; no entry of a table.</param>
    public Block Compress(Block left, Block right)
    {
        ThrowIfEntry(right);
        PermutationRow row = new(PermutationEntry.Free)
        {
            Left = left.Cell,
            Right = right.Cell,
            Output = NewBlockCell(null),
        };
        Append(_segments[0], row);
        return new Block(row.Output);
    }

    /// <summary>The digest of whole blocks under the sponge without padding: a row a block.</summary>
    /// <param name="blocks">At least one block; as many as the message always has, for lengths are not bound.</param>
    public Block Hash(IReadOnlyList<Block> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        return Absorb(_segments[0], blocks, static row => row);
    }

    /// <summary>Fills a table of 2^logSize blocks from the tape: a row a block.</summary>
    public BlockTable InputTable(int logSize)
    {
        BlockTable table = NewTable(logSize);
        table.IsFilled = true;
        for (int i = 0; i < table.Count; i++)
        {
            Append(_segments[0], EntryRow(table, i, PermutationEntry.Free));
        }

        return table;
    }

    /// <summary>A table that a transcript fills later, by <see cref="CircuitTranscript.ObserveTable"/>.</summary>
    public BlockTable NewTable(int logSize)
    {
        ThrowIfBuilt();
        ArgumentOutOfRangeException.ThrowIfNegative(logSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logSize, 16);
        BlockTable table = new(_blockCells, logSize);
        _tables.Add(table);
        for (int i = 0; i < table.Count; i++)
        {
            _ = NewBlockCell(table);
        }

        return table;
    }

    /// <summary>
    /// Starts the answers to queries of one proof: rows whose values are added up by Horner's rule with a challenge as they are hashed,
    /// paths of Merkle trees. One row, and the rows of what is stated on the result.
    /// </summary>
    /// <param name="challenge">The batching challenge.</param>
    public QuerySegment BeginQueries(Extension challenge)
    {
        QuerySegment segment = new(this, challenge);
        _querySegments.Add(segment);
        return segment;
    }

    /// <summary>A row that takes an entry of a table from the tape and puts it into the table.</summary>
    internal PermutationRow EntryRow(BlockTable table, int index, PermutationEntry entry, int boundLength = 0) => new(entry)
    {
        Left = table.FirstCell + index,
        DefinesLeft = true,
        LeftIsEntry = true,
        BoundLength = boundLength,
        TapeOffset = TakeTape(PackGroup.BlockWidth),
    };

    internal Block Absorb(List<PermutationRow> segment, IReadOnlyList<Block> blocks, Func<PermutationRow, PermutationRow> prepare)
    {
        ArgumentOutOfRangeException.ThrowIfZero(blocks.Count, nameof(blocks));
        PermutationRow? last = null;
        foreach (Block block in blocks)
        {
            last = prepare(new PermutationRow(last is null ? PermutationEntry.SpongeFirst : PermutationEntry.SpongeNext) { Left = block.Cell });
            Append(segment, last);
        }

        last!.Output = NewBlockCell(null);
        return new Block(last.Output);
    }

    internal void ThrowIfEntry(Block block)
    {
        if (_tableOfCell[block.Cell] is not null)
        {
            throw new ArgumentException("An entry of a table cannot stand here; hash or unpack it first.", nameof(block));
        }
    }

    private void DefinePublicRows()
    {
        int rows = Math.Max(1, (PublicValueCount + PublicsPerRow - 1) / PublicsPerRow);
        for (int i = 0; i < rows; i++)
        {
            Append(_segments[0], new PermutationRow(PermutationEntry.Free)
            {
                FirstPublic = i * PublicsPerRow,
                Left = NewBlockCell(null),
                DefinesLeft = true,
                Right = NewBlockCell(null),
                DefinesRight = true,
            });
        }
    }

    private (int Address, int Index)[] Entries()
    {
        (int, int)[] places = new (int, int)[_blockCells];
        for (int cell = 0; cell < places.Length; cell++)
        {
            int first = _tableOfCell[cell]?.FirstCell ?? cell;
            places[cell] = (first, cell - first);
        }

        return places;
    }
}
