using P2PProver.Fields;

namespace P2PProver.Stark.Solidity;

/// <summary>
/// The arithmetic in which <see cref="ConstraintFolder{T, TAlgebra}"/> writes down what it computes: values are numbers of nodes of a
/// hash-consed graph, operands before their node. Factors of the base field and powers of X become node kinds of their own, because
/// they are cheaper than products.
/// </summary>
internal sealed class FoldGraph : IConstraintAlgebra<int>
{
    private readonly List<FoldNode> _nodes = [];
    private readonly Dictionary<FoldNode, int> _ids = [];
    private readonly Dictionary<int, int> _exponents = [];

    /// <summary>A node by its number.</summary>
    public FoldNode this[int id] => _nodes[id];

    /// <summary>The node of an input.</summary>
    public int Input(int number) => Intern(new(FoldKind.Input, number, 0));

    /// <summary>The node of X^exponent; it can only be a factor.</summary>
    public int Basis(int exponent)
    {
        if (exponent == 0)
        {
            return Constant(KoalaBear.One);
        }

        // No input has a negative number, so this node stands for nothing else.
        int id = Input(-exponent);
        _exponents[id] = exponent;
        return id;
    }

    /// <inheritdoc/>
    public int Constant(KoalaBear value) => Intern(new(FoldKind.Constant, (int)value.ToCanonical(), 0));

    /// <inheritdoc/>
    public int Add(int left, int right)
    {
        if (IsZero(left) || IsZero(right))
        {
            return IsZero(left) ? right : left;
        }

        return TryConstant(left, out KoalaBear a) && TryConstant(right, out KoalaBear b)
            ? Constant(a + b)
            : Intern(new(FoldKind.Add, left, right));
    }

    /// <inheritdoc/>
    public int Subtract(int left, int right)
    {
        if (IsZero(right))
        {
            return left;
        }

        return TryConstant(left, out KoalaBear a) && TryConstant(right, out KoalaBear b)
            ? Constant(a - b)
            : Intern(new(FoldKind.Subtract, left, right));
    }

    /// <inheritdoc/>
    public int Multiply(int left, int right)
    {
        if (_exponents.TryGetValue(right, out int exponent))
        {
            return Intern(new(FoldKind.Shift, left, exponent));
        }

        if (TryConstant(left, out KoalaBear factor))
        {
            return Scale(right, factor);
        }

        return TryConstant(right, out factor) ? Scale(left, factor) : Intern(new(FoldKind.Multiply, left, right));
    }

    private int Scale(int node, KoalaBear factor)
    {
        if (TryConstant(node, out KoalaBear value))
        {
            return Constant(value * factor);
        }

        if (_nodes[node].Kind == FoldKind.Scale)
        {
            return Scale(_nodes[node].A, factor * KoalaBear.FromCanonical((uint)_nodes[node].B));
        }

        if (factor.IsZero)
        {
            return Constant(KoalaBear.Zero);
        }

        return factor == KoalaBear.One ? node : Intern(new(FoldKind.Scale, node, (int)factor.ToCanonical()));
    }

    private bool IsZero(int node) => TryConstant(node, out KoalaBear value) && value.IsZero;

    private bool TryConstant(int node, out KoalaBear value)
    {
        bool found = _nodes[node].Kind == FoldKind.Constant;
        value = found ? KoalaBear.FromCanonical((uint)_nodes[node].A) : default;
        return found;
    }

    private int Intern(FoldNode node)
    {
        if (!_ids.TryGetValue(node, out int id))
        {
            id = _nodes.Count;
            _nodes.Add(node);
            _ids.Add(node, id);
        }

        return id;
    }
}
