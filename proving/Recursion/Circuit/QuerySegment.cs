namespace P2PProver.Recursion;

/// <summary>
/// The answers to the queries of one proof, in neighbouring rows of the permutation section: rows of matrices, hashed and added up at
/// once, and the paths of Merkle trees. The order of calls is the order of rows and of the tape.
/// </summary>
public sealed class QuerySegment
{
    private readonly CircuitBuilder _builder;
    private readonly List<PermutationRow> _rows;
    private readonly Extension _challenge;
    private int _pendingSum = CircuitBuilder.NoCell;
    private bool _summing;
    private bool _hasDigest;

    internal QuerySegment(CircuitBuilder builder, Extension challenge)
    {
        _builder = builder;
        _challenge = challenge;
        _rows = builder.NewSegment();
        builder.Append(_rows, new PermutationRow(PermutationEntry.Free) { LoadedChallenge = challenge.Cell });
    }

    private PermutationRow Last => _rows[^1];

    /// <summary>Sets the sum to zero. Costs a row only when nothing else stands between this and the last <see cref="TakeSum"/>.</summary>
    public void StartSum()
    {
        Finish();
        Last.IsSummed = false;
        Last.KeepsSum = false;
        _summing = true;
    }

    /// <summary>
    /// Takes a row of blocks from the tape, hashes it with the sponge without padding, and continues the sum with its elements:
    /// sum = sum c + element for each, c being the batching challenge. A row a block.
    /// </summary>
    /// <param name="blockCount">Number of blocks, at least one.</param>
    /// <returns>The digest, from which a path may start and which may be injected into one.</returns>
    /// <exception cref="InvalidOperationException">No sum has been started.</exception>
    public Block HashRow(int blockCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blockCount);
        if (!_summing)
        {
            throw new InvalidOperationException("A sum must be started before rows are added to it.");
        }

        for (int i = 0; i < blockCount; i++)
        {
            Append(new PermutationRow(i == 0 ? PermutationEntry.SpongeFirst : PermutationEntry.SpongeNext)
            {
                TapeOffset = _builder.TakeTape(PackGroup.BlockWidth),
                Challenge = _challenge.Cell,
                IsSummed = true,
            });
        }

        Last.Output = _builder.NewBlockCell(null);
        _hasDigest = true;
        return new Block(Last.Output);
    }

    /// <summary>Hashes blocks with the sponge without padding and leaves the sum alone. A row a block.</summary>
    /// <returns>The digest, from which a path may start.</returns>
    public Block HashBlocks(IReadOnlyList<Block> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        Block digest = _builder.Absorb(_rows, blocks, Prepare);
        _hasDigest = true;
        return digest;
    }

    /// <summary>
    /// States that the row hashed last stands at a position of a committed tree. Siblings come from the tape, from the leaf up. A row a
    /// level above the cap, and one an injection.
    /// </summary>
    /// <param name="position">The leaf, below 2^logSize.</param>
    /// <param name="logSize">log2 of the number of leaves, above that of the cap.</param>
    /// <param name="cap">The tree's cap.</param>
    /// <param name="injections">Digests of lower matrices' rows with the log2 of those matrices' heights, tallest first.</param>
    /// <exception cref="InvalidOperationException">No row was hashed right before.</exception>
    public void VerifyPath(Scalar position, int logSize, BlockTable cap, params ReadOnlySpan<(int LogSize, Block RowDigest)> injections)
    {
        ArgumentNullException.ThrowIfNull(cap);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(logSize, cap.LogSize);
        if (!_hasDigest)
        {
            throw new InvalidOperationException("A path starts from the row hashed right before it.");
        }

        int next = 0;
        for (int size = logSize - 1; size >= cap.LogSize; size--)
        {
            bool injects = next < injections.Length && injections[next].LogSize == size;
            bool isLast = size == cap.LogSize && !injects;
            Append(Step(position, size, size == logSize - 1, isLast ? cap : null));
            if (injects)
            {
                Append(Injection(position, size, injections[next++].RowDigest, size == cap.LogSize ? cap : null));
            }
        }

        _hasDigest = false;
        if (next != injections.Length)
        {
            throw new ArgumentException("Injections go from tall to low and lie between the leaves and the cap.", nameof(injections));
        }
    }

    /// <summary>The sum of all rows hashed since <see cref="StartSum"/>.</summary>
    public Extension TakeSum()
    {
        Finish();
        _pendingSum = _builder.NewValueCell();
        _builder.EmitSum(Last, _pendingSum);
        return new Extension(_pendingSum);
    }

    /// <summary>A sum that was taken leaves by the next row; where none follows, one is added.</summary>
    internal void Finish()
    {
        if (_pendingSum >= 0)
        {
            Append(new PermutationRow(PermutationEntry.Free) { Challenge = _challenge.Cell });
        }
    }

    private PermutationRow Step(Scalar position, int bit, bool isFirst, BlockTable? cap) => new(PermutationEntry.PathStep)
    {
        Position = position.Cell,
        PositionBit = bit,
        IsPathStart = isFirst,
        Cap = cap,
        TapeOffset = _builder.TakeTape(PackGroup.BlockWidth),
        Challenge = _challenge.Cell,
    };

    private PermutationRow Injection(Scalar position, int size, Block digest, BlockTable? cap)
    {
        _builder.ThrowIfEntry(digest);
        return new PermutationRow(PermutationEntry.Inject)
        {
            Position = position.Cell,
            PositionBit = size,
            Right = digest.Cell,
            Cap = cap,
            Challenge = _challenge.Cell,
        };
    }

    private PermutationRow Prepare(PermutationRow row)
    {
        PermutationRow prepared = new(row.Entry) { Left = row.Left, Challenge = _challenge.Cell };
        Place(prepared);
        return prepared;
    }

    private void Append(PermutationRow row)
    {
        Place(row);
        _hasDigest = false;
        _builder.Append(_rows, row);
    }

    private void Place(PermutationRow row)
    {
        row.KeepsSum = _summing && !row.IsSummed;
        if (_pendingSum >= 0 && !row.UsesValuePort)
        {
            row.SumCell = _pendingSum;
            _pendingSum = CircuitBuilder.NoCell;
        }
    }
}
