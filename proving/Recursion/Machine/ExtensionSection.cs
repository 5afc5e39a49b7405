using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>One operation of the extension a row: three operands, a result and a constant factor; see <see cref="ArithmeticForm"/>.</summary>
internal sealed class ExtensionSection
{
    private static readonly string[] PortNames = ["a", "b", "c", "out"];

    private readonly ImmutableArray<ImmutableArray<Column>> _operands;
    private readonly ImmutableArray<CellPort> _ports;
    private readonly Column _productFactor;
    private readonly Column _mixFactor;
    private readonly Column _isProduct;
    private readonly Column _addsB;

    public ExtensionSection(TableBuilder table)
    {
        ColumnScope columns = table.Columns.Scope("extension");
        _operands = [.. PortNames.Select(name => columns.MainArray(name, Ext5.Degree))];
        _ports = [.. PortNames.Select(name => new CellPort(columns, name))];
        _productFactor = columns.Preprocessed("product factor");
        _mixFactor = columns.Preprocessed("mix factor");
        _isProduct = columns.Preprocessed("is product");
        _addsB = columns.Preprocessed("adds b");
        Constrain(table);
        for (int i = 0; i < _ports.Length; i++)
        {
            _ports[i].ConnectValue(table, ExtensionExpr.Local(_operands[i]).AsSpan());
        }
    }

    /// <summary>Writes the preprocessed columns of a row.</summary>
    public void WriteConstants(TraceRow row, in ArithmeticRow operation, CellUses uses)
    {
        bool product = operation.Form == ArithmeticForm.Product;
        row[_productFactor] = product ? operation.Factor : KoalaBear.Zero;
        row[_mixFactor] = product ? KoalaBear.Zero : operation.Factor;
        row[_isProduct] = product ? KoalaBear.One : KoalaBear.Zero;
        row[_addsB] = operation.Form == ArithmeticForm.Fold ? KoalaBear.One : KoalaBear.Zero;
        for (ArithmeticPort port = ArithmeticPort.A; port < ArithmeticPort.None; port++)
        {
            int cell = operation.Cell(port);
            _ports[(int)port].Write(row, cell, cell, cell < 0 ? 0 : uses.Values[cell], port == operation.Defined);
        }
    }

    /// <summary>Writes the main columns of a row, which are zero before.</summary>
    public void Write(TraceRow row, in ArithmeticRow operation, ReadOnlySpan<Ext5> values)
    {
        for (ArithmeticPort port = ArithmeticPort.A; port < ArithmeticPort.None; port++)
        {
            int cell = operation.Cell(port);
            Ext5 value = cell >= 0 ? values[cell] : values[operation.C];
            ImmutableArray<Column> columns = _operands[(int)port];
            for (int k = 0; k < columns.Length; k++)
            {
                row[columns[k]] = value[k];
            }
        }
    }

    private void Constrain(TableBuilder table)
    {
        ImmutableArray<Expr> a = ExtensionExpr.Local(_operands[0]);
        ImmutableArray<Expr> b = ExtensionExpr.Local(_operands[1]);
        ImmutableArray<Expr> c = ExtensionExpr.Local(_operands[2]);
        ImmutableArray<Expr> difference = [.. a.Zip(b, (x, y) => x - y)];
        ImmutableArray<Expr> product = ExtensionExpr.Scale(ExtensionExpr.Multiply(a, b), _productFactor);
        ImmutableArray<Expr> mix = ExtensionExpr.Scale(ExtensionExpr.Multiply(c, difference), _mixFactor);
        for (int k = 0; k < Ext5.Degree; k++)
        {
            Expr linear = a[k] + (_isProduct * (c[k] - a[k])) + (_addsB * b[k]);
            table.AssertEqual(_operands[3][k], product[k] + mix[k] + linear, FormattableString.Invariant($"extension result[{k}]"));
        }
    }
}
