using System.Diagnostics;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <content>
/// The rewriting rules. Normal forms: a constant operand of a sum or product stands right, a difference never has a constant on the
/// right, and -x is written 0 - x.
/// </content>
public sealed partial class ExprGraph
{
    /// <summary>The node of an operation on two nodes.</summary>
    internal int Combine(ExprKind kind, int a, int b)
    {
        if (TryConstant(a, out KoalaBear x) && TryConstant(b, out KoalaBear y))
        {
            return Constant(Fold(kind, x, y));
        }

        return kind switch
        {
            ExprKind.Add => Sum(a, b),
            ExprKind.Subtract => Difference(a, b),
            ExprKind.Multiply => Product(a, b),
            _ => throw new UnreachableException(),
        };
    }

    private int Sum(int a, int b)
    {
        if (TryConstant(a, out _))
        {
            (a, b) = (b, a);
        }

        if (TryConstant(b, out KoalaBear c))
        {
            return SumWithConstant(a, b, c);
        }

        if (TryNegation(b, out int negated))
        {
            return Difference(a, negated);
        }

        return TryNegation(a, out negated) ? Difference(b, negated) : Intern(Ordered(ExprKind.Add, a, b));
    }

    private int SumWithConstant(int a, int b, KoalaBear c)
    {
        if (c.IsZero)
        {
            return a;
        }

        ExprNode node = _nodes[a];
        if (node.Kind == ExprKind.Add && TryConstant(node.B, out KoalaBear inner))
        {
            return Combine(ExprKind.Add, node.A, Constant(inner + c));
        }

        if (node.Kind == ExprKind.Subtract && TryConstant(node.A, out inner))
        {
            return Combine(ExprKind.Subtract, Constant(inner + c), node.B);
        }

        return Intern(new ExprNode(ExprKind.Add, a, b));
    }

    private int Difference(int a, int b)
    {
        if (a == b)
        {
            return Constant(KoalaBear.Zero);
        }

        if (TryConstant(b, out KoalaBear c))
        {
            return Combine(ExprKind.Add, a, Constant(-c));
        }

        if (TryNegation(b, out int negated))
        {
            return Combine(ExprKind.Add, a, negated);
        }

        ExprNode node = _nodes[b];
        if (TryConstant(a, out c) && node.Kind == ExprKind.Add && TryConstant(node.B, out KoalaBear inner))
        {
            return Combine(ExprKind.Subtract, Constant(c - inner), node.A);
        }

        if (TryConstant(a, out c) && node.Kind == ExprKind.Subtract)
        {
            // c - (x - y) = (y - x) + c costs the same operations and lets the difference be shared with its opposite uses.
            return Combine(ExprKind.Add, Combine(ExprKind.Subtract, node.B, node.A), a);
        }

        return Intern(new ExprNode(ExprKind.Subtract, a, b));
    }

    private int Product(int a, int b)
    {
        if (TryConstant(a, out _))
        {
            (a, b) = (b, a);
        }

        if (TryConstant(b, out KoalaBear c))
        {
            return ProductWithConstant(a, b, c);
        }

        if (TryNegation(a, out int x) && TryNegation(b, out int y))
        {
            return Combine(ExprKind.Multiply, x, y);
        }

        return Intern(Ordered(ExprKind.Multiply, a, b));
    }

    private int ProductWithConstant(int a, int b, KoalaBear c)
    {
        if (c.IsZero)
        {
            return b;
        }

        if (c == KoalaBear.One)
        {
            return a;
        }

        if (c == -KoalaBear.One)
        {
            return Combine(ExprKind.Subtract, Constant(KoalaBear.Zero), a);
        }

        ExprNode node = _nodes[a];
        if (node.Kind == ExprKind.Multiply && TryConstant(node.B, out KoalaBear inner))
        {
            return Combine(ExprKind.Multiply, node.A, Constant(inner * c));
        }

        return TryNegation(a, out int x)
            ? Combine(ExprKind.Multiply, x, Constant(-c))
            : Intern(new ExprNode(ExprKind.Multiply, a, b));
    }

    private static ExprNode Ordered(ExprKind kind, int a, int b) => new(kind, Math.Min(a, b), Math.Max(a, b));

    private bool TryConstant(int id, out KoalaBear value)
    {
        ExprNode node = _nodes[id];
        bool constant = node.Kind == ExprKind.Constant;
        value = constant ? KoalaBear.FromMontgomery((uint)node.A) : default;
        return constant;
    }

    /// <summary>Whether the node is 0 - x.</summary>
    private bool TryNegation(int id, out int negated)
    {
        ExprNode node = _nodes[id];
        negated = node.B;
        return node.Kind == ExprKind.Subtract && TryConstant(node.A, out KoalaBear zero) && zero.IsZero;
    }
}
