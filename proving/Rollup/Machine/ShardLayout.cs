using System.Numerics;

namespace P2PProver.Rollup;

/// <summary>
/// Where everything of a shard stands in the hash table: as many rows for every block, whatever its kind, then the data chain, one row
/// a block, then the two state roots. Rows that follow each other in a hash chain are neighbours.
/// </summary>
internal sealed class ShardLayout
{
    /// <summary>Steps of all chains of a signature.</summary>
    public const int ChainRow = 0;

    /// <summary>The message: the domain and the block.</summary>
    public const int MessageRow = ChainRow + Xmss.VerifySteps;

    /// <summary>The message of an operation of two blocks.</summary>
    public const int SecondMessageRow = MessageRow + 1;

    /// <summary>Message and randomness.</summary>
    public const int EncodingRow = SecondMessageRow + 1;

    /// <summary>The digest whose bits are the digits.</summary>
    public const int DigitsRow = EncodingRow + 1;

    /// <summary>The first state of the hash over all chain ends.</summary>
    public const int LeafRow = DigitsRow + 1;

    /// <summary>Two chain ends a row.</summary>
    public const int AbsorbRow = LeafRow + 1;

    /// <summary>Rows that absorb chain ends.</summary>
    public const int AbsorbRows = Xmss.ChainCount / 2;

    /// <summary>The path in the key's tree.</summary>
    public const int PathRow = AbsorbRow + AbsorbRows;

    /// <summary>Rows of a signature with its message.</summary>
    public const int SignatureRows = PathRow + Xmss.TreeHeight;

    /// <summary>Rows over which the bits of one element of the encoding's digest are spread.</summary>
    public const int RowsPerWord = 4;

    /// <summary>Rows that hold bits of the encoding's digest; they begin at <see cref="AbsorbRow"/> and end on the path.</summary>
    public const int WordRows = RowsPerWord * Xmss.EncodedElements;

    private const int LogHeightMin = 1;

    public ShardLayout(BatchShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Shape = shape;
        LogHeight = LogOf(UsedRows);
        LogOperationRows = LogOf((2 * shape.BlocksPerShard) + 1);
    }

    public BatchShape Shape { get; }

    /// <summary>log2 of the rows of the hash table.</summary>
    public int LogHeight { get; }

    /// <summary>log2 of the rows of the operation table: two for each block, and one behind them.</summary>
    public int LogOperationRows { get; }

    /// <summary>Rows of an account's update: the old leaf and the new one, then old and new node in turn.</summary>
    public int UpdateRows => 2 * (1 + Shape.TreeDepth);

    /// <summary>Rows of a block: a signature and two updates.</summary>
    public int RowsPerBlock => SignatureRows + (2 * UpdateRows);

    /// <summary>The first row of the data chain.</summary>
    public int DataRow => Shape.BlocksPerShard * RowsPerBlock;

    /// <summary>The state root before; the one after is the next row.</summary>
    public int StateRow => DataRow + Shape.BlocksPerShard;

    /// <summary>Rows that mean something; the others hold permutations of nothing.</summary>
    public int UsedRows => StateRow + 2;

    /// <summary>The number by which state roots go on the bus of accounts: one above those of updates.</summary>
    public int StateNumber => 2 * Shape.BlocksPerShard;

    /// <summary>The first row of a block.</summary>
    public int BlockRow(int block) => block * RowsPerBlock;

    /// <summary>The first row of an update.</summary>
    /// <param name="update">Twice the block, and one more for the second update of a block.</param>
    public int UpdateRow(int update) => BlockRow(update / 2) + SignatureRows + (update % 2 * UpdateRows);

    private static int LogOf(int rows) => int.Max(LogHeightMin, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)rows)));
}
