using System.Numerics;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// A polynomial expression over the columns of one table, built with operators. Either a node of an <see cref="ExprGraph"/> or a
/// constant that no graph owns yet; the default value is the constant zero. Constants convert implicitly.
/// </summary>
public readonly struct Expr :
    IEquatable<Expr>,
    IAdditionOperators<Expr, Expr, Expr>,
    ISubtractionOperators<Expr, Expr, Expr>,
    IMultiplyOperators<Expr, Expr, Expr>,
    IUnaryNegationOperators<Expr, Expr>
{
    private readonly ExprGraph? _graph;
    private readonly int _value;

    internal Expr(ExprGraph graph, int id)
    {
        _graph = graph;
        _value = id;
    }

    private Expr(KoalaBear constant)
    {
        _graph = null;
        _value = (int)constant.Montgomery;
    }

    /// <summary>The graph that owns the expression, or null for a free constant.</summary>
    public ExprGraph? Graph => _graph;

    /// <summary>The value of the expression where it is a constant, else null.</summary>
    public KoalaBear? ConstantValue
    {
        get
        {
            if (_graph is null)
            {
                return KoalaBear.FromMontgomery((uint)_value);
            }

            ExprNode node = _graph[_value];
            return node.Kind == ExprKind.Constant ? KoalaBear.FromMontgomery((uint)node.A) : null;
        }
    }

    /// <summary>An upper bound of the degree: columns and selectors count 1, public values and constants 0.</summary>
    public int Degree => _graph is null ? 0 : _graph.DegreeOf(_value);

    public static implicit operator Expr(KoalaBear value) => new(value);

    /// <summary>The constant of a small integer; a negative one is taken modulo p.</summary>
    public static implicit operator Expr(int value) =>
        new(value >= 0 ? KoalaBear.Reduce((ulong)value) : -KoalaBear.Reduce((ulong)-(long)value));

    public static Expr operator +(Expr left, Expr right) => Combine(ExprKind.Add, left, right);

    public static Expr operator -(Expr left, Expr right) => Combine(ExprKind.Subtract, left, right);

    public static Expr operator *(Expr left, Expr right) => Combine(ExprKind.Multiply, left, right);

    public static Expr operator -(Expr value) => Combine(ExprKind.Subtract, default, value);

    public static bool operator ==(Expr left, Expr right) => left.Equals(right);

    public static bool operator !=(Expr left, Expr right) => !left.Equals(right);

    /// <summary>The expression times itself.</summary>
    public Expr Square() => this * this;

    /// <summary>Whether both are the same node of the same graph, or the same free constant: equality of form, not of value.</summary>
    public bool Equals(Expr other) => ReferenceEquals(_graph, other._graph) && _value == other._value;

    public override bool Equals(object? obj) => obj is Expr other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_graph, _value);

    /// <summary>The expression written out, shortened when long.</summary>
    public override string ToString() => _graph is null ? KoalaBear.FromMontgomery((uint)_value).ToString() : _graph.Describe(_value);

    /// <summary>The node of this expression in a graph, which a free constant is entered into.</summary>
    /// <exception cref="AirDefinitionException">The expression belongs to another graph.</exception>
    internal int IdIn(ExprGraph graph)
    {
        if (_graph is null)
        {
            return graph.Constant(KoalaBear.FromMontgomery((uint)_value));
        }

        return ReferenceEquals(_graph, graph)
            ? _value
            : throw new AirDefinitionException("An expression of one table cannot be used in another.");
    }

    private static Expr Combine(ExprKind kind, Expr left, Expr right)
    {
        ExprGraph? graph = left._graph ?? right._graph;
        if (graph is not null)
        {
            return new Expr(graph, graph.Combine(kind, left.IdIn(graph), right.IdIn(graph)));
        }

        KoalaBear a = KoalaBear.FromMontgomery((uint)left._value);
        KoalaBear b = KoalaBear.FromMontgomery((uint)right._value);
        return new Expr(ExprGraph.Fold(kind, a, b));
    }
}
