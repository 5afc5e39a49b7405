using System.Collections.Immutable;
using System.Numerics;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>An element of F_p[X]/(X^5 + X^2 - 1) whose coefficients are expressions.</summary>
internal sealed class ExtExpr : IMultiplyOperators<ExtExpr, ExtExpr, ExtExpr>, IAdditionOperators<ExtExpr, Expr, ExtExpr>
{
    private readonly Expr[] _coefficients;

    private ExtExpr(Expr[] coefficients)
    {
        _coefficients = coefficients;
    }

    public Expr this[int index] => _coefficients[index];

    /// <summary>The product; X^5 = 1 - X^2.</summary>
    public static ExtExpr operator *(ExtExpr left, ExtExpr right)
    {
        Expr[] c = new Expr[(2 * Ext5.Degree) - 1];
        for (int i = 0; i < Ext5.Degree; i++)
        {
            for (int j = 0; j < Ext5.Degree; j++)
            {
                c[i + j] += left[i] * right[j];
            }
        }

        return new ExtExpr([c[0] + c[5] - c[8], c[1] + c[6], c[2] - c[5] + c[7] + c[8], c[3] - c[6] + c[8], c[4] - c[7]]);
    }

    public static ExtExpr operator +(ExtExpr left, Expr right)
    {
        Expr[] sum = [.. left._coefficients];
        sum[0] += right;
        return new ExtExpr(sum);
    }

    /// <summary>The element in five columns.</summary>
    public static ExtExpr Columns(ImmutableArray<Column> columns) => new([.. columns.Select(column => column.Local)]);

    /// <summary>The element in five public values.</summary>
    public static ExtExpr Publics(TableBuilder builder, int first) =>
        new([.. Enumerable.Range(first, Ext5.Degree).Select(builder.PublicValue)]);
}
