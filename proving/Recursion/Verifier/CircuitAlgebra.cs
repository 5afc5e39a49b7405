using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// The verifier's arithmetic over a circuit: it writes down what is computed, each value once, and makes rows of it only where a value is
/// needed. A product that is used once, in a sum, costs no row of its own; signs cost nothing.
/// </summary>
internal sealed partial class CircuitAlgebra : IVerifierAlgebra<CircuitValue>
{
    private readonly CircuitBuilder _builder;
    private readonly List<ValueNode> _nodes = [];
    private readonly Dictionary<ValueNode, int> _ids = [];
    private readonly List<int> _uses = [];

    public CircuitAlgebra(CircuitBuilder builder)
    {
        _builder = builder;
    }

    /// <summary>The value of a cell.</summary>
    public CircuitValue Input(Extension cell) => new(Intern(new(ValueKind.Cell, cell.Cell, 0, false, default)), IsNegated: false);

    /// <inheritdoc/>
    public CircuitValue Constant(KoalaBear value) => Constant(Ext5.FromBase(value));

    /// <inheritdoc/>
    public CircuitValue Constant(Ext5 value) => new(Intern(new(ValueKind.Constant, 0, 0, false, value)), IsNegated: false);

    /// <inheritdoc/>
    public CircuitValue Add(CircuitValue left, CircuitValue right)
    {
        if (IsConstant(left, out Ext5 a) && IsConstant(right, out Ext5 b))
        {
            return Constant(a + b);
        }

        if (IsZero(left) || IsZero(right))
        {
            return IsZero(left) ? right : left;
        }

        if (left.IsNegated == right.IsNegated)
        {
            (int first, int second) = left.Node <= right.Node ? (left.Node, right.Node) : (right.Node, left.Node);
            return new(Use(new(ValueKind.Sum, first, second, Subtracts: false, default)), left.IsNegated);
        }

        return left.IsNegated ? Difference(right.Node, left.Node) : Difference(left.Node, right.Node);
    }

    /// <inheritdoc/>
    public CircuitValue Subtract(CircuitValue left, CircuitValue right) => Add(left, Negate(right));

    /// <inheritdoc/>
    public CircuitValue Multiply(CircuitValue left, CircuitValue right)
    {
        bool isNegated = left.IsNegated != right.IsNegated;
        bool isLeftConstant = IsConstant(left with { IsNegated = false }, out Ext5 a);
        bool isRightConstant = IsConstant(right with { IsNegated = false }, out Ext5 b);
        if (isLeftConstant && isRightConstant)
        {
            return Constant(isNegated ? -(a * b) : a * b);
        }

        if ((isLeftConstant && a.IsZero) || (isRightConstant && b.IsZero))
        {
            return Constant(KoalaBear.Zero);
        }

        if (isLeftConstant || isRightConstant)
        {
            CircuitValue other = isLeftConstant ? right : left;
            Ext5 factor = isLeftConstant ? a : b;
            if (factor == Ext5.One || factor == -Ext5.One)
            {
                return new(other.Node, isNegated != (factor != Ext5.One));
            }
        }

        (int first, int second) = left.Node <= right.Node ? (left.Node, right.Node) : (right.Node, left.Node);
        return new(Use(new(ValueKind.Product, first, second, Subtracts: false, default)), isNegated);
    }

    /// <inheritdoc/>
    public CircuitValue Inverse(CircuitValue value) =>
        new(Use(new(ValueKind.Inverse, value.Node, value.Node, Subtracts: false, default)), value.IsNegated);

    private static CircuitValue Negate(CircuitValue value) => value with { IsNegated = !value.IsNegated };

    private CircuitValue Difference(int minuend, int subtrahend)
    {
        // a - b is the negative of b - a, which may be known already.
        if (minuend == subtrahend)
        {
            return Constant(KoalaBear.Zero);
        }

        bool isSwapped = minuend > subtrahend;
        (int first, int second) = isSwapped ? (subtrahend, minuend) : (minuend, subtrahend);
        return new(Use(new(ValueKind.Sum, first, second, Subtracts: true, default)), isSwapped);
    }

    private bool IsConstant(CircuitValue value, out Ext5 constant)
    {
        ValueNode node = _nodes[value.Node];
        constant = value.IsNegated ? -node.Value : node.Value;
        return node.Kind == ValueKind.Constant;
    }

    private bool IsZero(CircuitValue value) => IsConstant(value, out Ext5 constant) && constant.IsZero;

    private int Use(ValueNode node)
    {
        int before = _nodes.Count;
        int id = Intern(node);
        if (id == before)
        {
            _uses[node.A]++;
            _uses[node.B]++;
        }

        return id;
    }

    private int Intern(ValueNode node)
    {
        if (!_ids.TryGetValue(node, out int id))
        {
            id = _nodes.Count;
            _nodes.Add(node);
            _uses.Add(0);
            _ids.Add(node, id);
        }

        return id;
    }
}
