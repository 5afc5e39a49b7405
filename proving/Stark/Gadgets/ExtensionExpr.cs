using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Elements of the degree-5 extension inside a table: five expressions, one for each coefficient, the constant one first.</summary>
public static class ExtensionExpr
{
    /// <summary>The columns of an element on this row.</summary>
    public static ImmutableArray<Expr> Local(ImmutableArray<Column> columns) => [.. columns.Select(column => column.Local)];

    /// <summary>The columns of an element on the next row.</summary>
    public static ImmutableArray<Expr> Next(ImmutableArray<Column> columns) => [.. columns.Select(column => column.Next)];

    /// <summary>a + b.</summary>
    public static ImmutableArray<Expr> Add(ImmutableArray<Expr> a, ImmutableArray<Expr> b) => [.. a.Zip(b, (x, y) => x + y)];

    /// <summary>a s for an s of the base field.</summary>
    public static ImmutableArray<Expr> Scale(ImmutableArray<Expr> a, Expr s) => [.. a.Select(x => x * s)];

    /// <summary>a b, by schoolbook multiplication and X^5 = 1 - X^2.</summary>
    public static ImmutableArray<Expr> Multiply(ImmutableArray<Expr> a, ImmutableArray<Expr> b)
    {
        Expr[] product = new Expr[(2 * Ext5.Degree) - 1];
        Array.Fill(product, (Expr)0);
        for (int i = 0; i < Ext5.Degree; i++)
        {
            for (int j = 0; j < Ext5.Degree; j++)
            {
                product[i + j] += a[i] * b[j];
            }
        }

        for (int k = product.Length - 1; k >= Ext5.Degree; k--)
        {
            product[k - Ext5.Degree] += product[k];
            product[k - Ext5.Degree + 2] -= product[k];
        }

        return [.. product.Take(Ext5.Degree)];
    }

    /// <summary>States that two elements are equal.</summary>
    /// <param name="scope">Where.</param>
    /// <param name="left">One element.</param>
    /// <param name="right">The other.</param>
    /// <param name="name">The constraint of coefficient i is called name[i].</param>
    public static void AssertEqual(ConstraintScope scope, ImmutableArray<Expr> left, ImmutableArray<Expr> right, string name)
    {
        for (int i = 0; i < Ext5.Degree; i++)
        {
            scope.AssertEqual(left[i], right[i], FormattableString.Invariant($"{name}[{i}]"));
        }
    }
}
