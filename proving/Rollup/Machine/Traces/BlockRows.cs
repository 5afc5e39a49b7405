using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>
/// Fills the rows of one block in order: <see cref="Begin"/> writes a row and says what is hashed on it, <see cref="End"/> takes the digest.
/// </summary>
internal sealed partial class BlockRows
{
    private readonly HashTable _table;
    private readonly HashColumns _columns;
    private readonly FieldMatrix _trace;
    private readonly ShardExecution _shard;
    private readonly ShardBlock[] _blocks;
    private readonly int _block;
    private readonly SignatureValues _signature;
    private readonly Digest4[] _ends = new Digest4[Xmss.ChainCount];
    private readonly Digest8 _parameterRight;
    private Digest8 _left;
    private Digest8 _digest;
    private Digest8 _message;
    private KoalaBear _two;
    private uint[] _words = [];

    public BlockRows(HashTable table, FieldMatrix trace, ShardExecution shard, ShardBlock[] blocks, int block)
    {
        _table = table;
        _columns = table.Columns;
        _trace = trace;
        _shard = shard;
        _blocks = blocks;
        _block = block;
        _signature = new SignatureValues(blocks[block].Witness);
        _parameterRight = Xmss.ParameterRight(_signature.Parameter);
        for (int chain = 0; chain < _ends.Length; chain++)
        {
            _ends[chain] = _signature.ChainValue(chain);
        }
    }

    private ShardBlock Block => _blocks[_block];

    /// <summary>Writes all of a row but the inner columns of its permutation.</summary>
    /// <param name="row">The row, counted from the block's first; rows come in order.</param>
    /// <param name="left">The left half of the input.</param>
    /// <param name="right">The right half of the input.</param>
    public void Begin(int row, out Digest8 left, out Digest8 right)
    {
        int index = _table.Layout.BlockRow(_block) + row;
        Span<KoalaBear> cells = _trace.Row(index);
        cells[_columns.Permutation.ColumnCount..].Clear();
        TraceRow columns = new(_trace, index);
        if (row < ShardLayout.SignatureRows)
        {
            BeginSignature(row, columns, out left, out right);
        }
        else
        {
            BeginUpdate(row - ShardLayout.SignatureRows, columns, out left, out right);
        }

        left.Elements.CopyTo(cells);
        right.Elements.CopyTo(cells[Digest8.WordCount..]);
        _left = left;
    }

    /// <summary>Takes the digest of the row begun last.</summary>
    public void End(in Digest8 digest)
    {
        _previous = _digest;
        _digest = digest;
    }
}
