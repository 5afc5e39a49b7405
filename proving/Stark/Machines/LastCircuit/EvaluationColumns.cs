using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Horner's rule, eight elements a row: sends a block, receives the digest after it, and adds the block to a sum of the extension.
/// The powers of the point stand in every row.
/// </summary>
internal sealed class EvaluationColumns
{
    private readonly ImmutableArray<Column> _block;
    private readonly ImmutableArray<Column> _digest;
    private readonly ImmutableArray<Column> _sum;
    private readonly ImmutableArray<ImmutableArray<Column>> _powers;
    private readonly Column _blockAddress;
    private readonly Column _digestAddress;
    private readonly Column _sends;

    public EvaluationColumns(TableBuilder table)
    {
        _block = table.MainArray("block", LastCircuitModel.DigestWidth);
        _digest = table.MainArray("digest", LastCircuitModel.DigestWidth);
        _sum = table.MainArray("sum", Ext5.Degree);
        _powers =
        [
            .. Enumerable.Range(1, LastCircuitModel.DigestWidth)
                .Select(i => table.MainArray(FormattableString.Invariant($"power {i}"), Ext5.Degree)),
        ];
        _blockAddress = table.Preprocessed("block address");
        _digestAddress = table.Preprocessed("digest address");
        _sends = table.Preprocessed("sends");
        ConstrainPowers(table);
        ConstrainSum(table);
        table.Send(LastCircuitModel.Blocks, [_blockAddress, .. _block.Select(column => column.Local)], 1);
        table.Receive(LastCircuitModel.Blocks, [_digestAddress, .. _digest.Select(column => column.Local)], 1);
        table.Send(LastCircuitModel.Values, [_blockAddress, .. ExtensionExpr.Local(_sum)], _sends);
    }

    /// <summary>Addresses as in the sponge; the first rows send their sums.</summary>
    public void FillPreprocessed(FieldMatrix trace, int sums)
    {
        for (int row = 0; row < trace.Height; row++)
        {
            TraceRow values = new(trace, row);
            values[_blockAddress] = LastCircuitModel.Element(2 * row);
            values[_digestAddress] = LastCircuitModel.Element((2 * row) + 1);
            values[_sends] = row < sums ? KoalaBear.One : KoalaBear.Zero;
        }
    }

    /// <summary>Fills the table.</summary>
    /// <returns>The value at the point.</returns>
    public Ext5 Fill(FieldMatrix trace, ReadOnlySpan<KoalaBear> data, ReadOnlySpan<KoalaBear> digests, Ext5 point)
    {
        Ext5 sum = Ext5.Zero;
        for (int row = 0; row < trace.Height; row++)
        {
            TraceRow values = new(trace, row);
            Write(values, _sum, sum);
            Ext5 power = Ext5.One;
            for (int i = 0; i < LastCircuitModel.DigestWidth; i++)
            {
                KoalaBear element = data[(row * LastCircuitModel.DigestWidth) + i];
                values[_block[i]] = element;
                values[_digest[i]] = digests[(row * LastCircuitModel.DigestWidth) + i];
                power *= point;
                Write(values, _powers[i], power);
                sum = (sum * point) + element;
            }
        }

        return sum;
    }

    /// <summary>The sums of the first rows.</summary>
    public Ext5[] Sums(FieldMatrix trace, int count) => [.. Enumerable.Range(0, count).Select(row => Read(new TraceRow(trace, row), _sum))];

    internal static void Write(TraceRow row, ImmutableArray<Column> columns, Ext5 value)
    {
        for (int i = 0; i < Ext5.Degree; i++)
        {
            row[columns[i]] = value[i];
        }
    }

    internal static Ext5 Read(TraceRow row, ImmutableArray<Column> columns) =>
        new(row[columns[0]], row[columns[1]], row[columns[2]], row[columns[3]], row[columns[4]]);

    private void ConstrainPowers(TableBuilder table)
    {
        ImmutableArray<Expr> point = ExtensionExpr.Local(_powers[0]);
        ExtensionExpr.AssertEqual(table.Always, point, LastCircuitModel.Public(table, LastCircuitModel.DigestWidth, Ext5.Degree), "point");
        for (int i = 1; i < _powers.Length; i++)
        {
            ImmutableArray<Expr> power = ExtensionExpr.Multiply(ExtensionExpr.Local(_powers[i - 1]), point);
            ExtensionExpr.AssertEqual(
                table.Always, ExtensionExpr.Local(_powers[i]), power, FormattableString.Invariant($"power {i + 1} follows"));
        }
    }

    private void ConstrainSum(TableBuilder table)
    {
        ImmutableArray<Expr> after = ExtensionExpr.Multiply(ExtensionExpr.Local(_sum), ExtensionExpr.Local(_powers[^1]));
        for (int i = 0; i < LastCircuitModel.DigestWidth - 1; i++)
        {
            ImmutableArray<Expr> power = ExtensionExpr.Local(_powers[LastCircuitModel.DigestWidth - 2 - i]);
            after = ExtensionExpr.Add(after, ExtensionExpr.Scale(power, _block[i]));
        }

        after = after.SetItem(0, after[0] + _block[^1]);
        ImmutableArray<Expr> zero = [.. Enumerable.Repeat((Expr)0, Ext5.Degree)];
        ImmutableArray<Expr> value = LastCircuitModel.Public(table, LastCircuitModel.DigestWidth + Ext5.Degree, Ext5.Degree);
        ExtensionExpr.AssertEqual(table.When(table.IsFirst), ExtensionExpr.Local(_sum), zero, "sum starts at zero");
        ExtensionExpr.AssertEqual(table.When(table.IsTransition), ExtensionExpr.Next(_sum), after, "sum follows");
        ExtensionExpr.AssertEqual(table.When(table.IsLast), after, value, "sum ends at the value");
    }
}
