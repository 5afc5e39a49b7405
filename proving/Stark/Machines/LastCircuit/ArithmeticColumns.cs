using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>out = a b + c over write-once cells: a comes from the evaluation, c is the row before's out.</summary>
internal sealed class ArithmeticColumns
{
    private readonly ImmutableArray<Column> _a;
    private readonly ImmutableArray<Column> _b;
    private readonly ImmutableArray<Column> _c;
    private readonly ImmutableArray<Column> _out;
    private readonly Column _addressA;
    private readonly Column _addressC;
    private readonly Column _addressOut;
    private readonly Column _readsC;
    private readonly Column _timesOut;

    public ArithmeticColumns(TableBuilder table)
    {
        _a = table.MainArray("a", Ext5.Degree);
        _b = table.MainArray("b", Ext5.Degree);
        _c = table.MainArray("c", Ext5.Degree);
        _out = table.MainArray("out", Ext5.Degree);
        _addressA = table.Preprocessed("address a");
        _addressC = table.Preprocessed("address c");
        _addressOut = table.Preprocessed("address out");
        _readsC = table.Preprocessed("reads c");
        _timesOut = table.Preprocessed("times out");
        ImmutableArray<Expr> product = ExtensionExpr.Multiply(ExtensionExpr.Local(_a), ExtensionExpr.Local(_b));
        ImmutableArray<Expr> result = ExtensionExpr.Add(product, ExtensionExpr.Local(_c));
        ExtensionExpr.AssertEqual(table.Always, ExtensionExpr.Local(_out), result, "out");
        table.Receive(LastCircuitModel.Values, [_addressA, .. ExtensionExpr.Local(_a)], 1);
        table.Receive(LastCircuitModel.Values, [_addressC, .. ExtensionExpr.Local(_c)], _readsC);
        table.Send(LastCircuitModel.Values, [_addressOut, .. ExtensionExpr.Local(_out)], _timesOut);
        table.Send(LastCircuitModel.Numbers, [_addressOut, _out[0]], 1);
    }

    /// <summary>Cells of results have the odd addresses, those of the evaluation's sums the even ones.</summary>
    public void FillPreprocessed(FieldMatrix trace)
    {
        for (int row = 0; row < trace.Height; row++)
        {
            TraceRow values = new(trace, row);
            values[_addressA] = LastCircuitModel.Element(2 * row);
            values[_addressC] = row == 0 ? KoalaBear.Zero : LastCircuitModel.Element(ResultAddress(row - 1));
            values[_addressOut] = LastCircuitModel.Element(ResultAddress(row));
            values[_readsC] = row == 0 ? KoalaBear.Zero : KoalaBear.One;
            values[_timesOut] = row == trace.Height - 1 ? KoalaBear.Zero : KoalaBear.One;
        }
    }

    public void Fill(FieldMatrix trace, ReadOnlySpan<Ext5> sums, Prng prng)
    {
        Ext5 before = Ext5.Zero;
        for (int row = 0; row < trace.Height; row++)
        {
            TraceRow values = new(trace, row);
            Ext5 factor = prng.NextExt();
            Ext5 result = (sums[row] * factor) + before;
            EvaluationColumns.Write(values, _a, sums[row]);
            EvaluationColumns.Write(values, _b, factor);
            EvaluationColumns.Write(values, _c, before);
            EvaluationColumns.Write(values, _out, result);
            before = result;
        }
    }

    /// <summary>The constant coefficients of the results.</summary>
    public KoalaBear[] Results(FieldMatrix trace) =>
        [.. Enumerable.Range(0, trace.Height).Select(row => new TraceRow(trace, row)[_out[0]])];

    internal static int ResultAddress(int row) => (2 * row) + 1;
}
