using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>
/// All pairs (bits, value) with value below 2^bits, for 1 to 12 bits: row 2^bits + value holds that pair, rows 0 and 1 hold (0, 0), for which
/// nobody asks.
/// </summary>
internal sealed class RangeTable
{
    public const string Name = "ranges";

    /// <summary>The most bits of a value.</summary>
    public const int BitsMax = 12;

    private readonly Column _bits;
    private readonly Column _value;
    private readonly Column _count;

    public RangeTable()
    {
        TableBuilder builder = new(Name, BitsMax + 1);
        _bits = builder.Preprocessed("bits");
        _value = builder.Preprocessed("value");
        _count = builder.Main("count");
        builder.Receive(ShardBuses.Ranges, [_bits, _value], _count, MultiplicityBound.Unbounded);
        Table = builder.Build();
    }

    public Table Table { get; }

    /// <summary>The row of a pair.</summary>
    public static int RowOf(int bits, uint value) => (1 << bits) + (int)value;

    public FieldMatrix Preprocess()
    {
        FieldMatrix matrix = FieldMatrix.Zeros(Table.Height, Table.PreprocessedWidth);
        for (int bits = 1; bits <= BitsMax; bits++)
        {
            for (uint value = 0; value < 1u << bits; value++)
            {
                TraceRow row = new(matrix, RowOf(bits, value));
                row[_bits] = KoalaBear.FromCanonical((uint)bits);
                row[_value] = KoalaBear.FromCanonical(value);
            }
        }

        return matrix;
    }
}
