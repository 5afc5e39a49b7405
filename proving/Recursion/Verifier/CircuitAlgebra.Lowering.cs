namespace P2PProver.Recursion;

/// <content>From values to rows.</content>
internal sealed partial class CircuitAlgebra
{
    private readonly Dictionary<int, (Extension Cell, bool IsNegated)> _cells = [];
    private readonly List<(CircuitValue Left, CircuitValue Right, string Label)> _demands = [];

    private int _equations;

    /// <summary>The cell of a value.</summary>
    public Extension Cell(CircuitValue value)
    {
        (Extension cell, bool isNegated) = Lower(value.Node);
        return isNegated == value.IsNegated ? cell : _builder.Subtract(_builder.Zero, cell);
    }

    /// <summary>Demands that two values are equal. Rows are made by <see cref="Settle"/>, when all uses of all values are known.</summary>
    /// <returns>True.</returns>
    public bool AreEqual(CircuitValue left, CircuitValue right)
    {
        _uses[left.Node]++;
        _uses[right.Node]++;
        _demands.Add((left, right, $"equation {_equations++}"));
        return true;
    }

    /// <summary>Demands that a value is not zero.</summary>
    /// <returns>True.</returns>
    public bool IsNonZero(CircuitValue value)
    {
        _uses[value.Node]++;
        _ = _builder.Inverse(Lower(value.Node).Cell);
        return true;
    }

    /// <summary>Makes the rows of everything that was demanded.</summary>
    public void Settle()
    {
        foreach ((CircuitValue left, CircuitValue right, string label) in _demands)
        {
            using IDisposable scope = _builder.Label(label);
            (Extension a, bool isANegated) = Lower(left.Node);
            (Extension b, bool isBNegated) = Lower(right.Node);
            if ((isANegated != left.IsNegated) == (isBNegated != right.IsNegated))
            {
                _builder.AssertEqual(a, b);
            }
            else
            {
                _builder.AssertMultiplyAdd(a, _builder.One, b, _builder.Zero);
            }
        }

        _demands.Clear();
    }

    // Chains of sums are as long as tables have constraints, so operands are lowered from a list and not by recursion.
    private (Extension Cell, bool IsNegated) Lower(int root)
    {
        Stack<int> pending = new([root]);
        while (pending.TryPeek(out int node))
        {
            int before = pending.Count;
            if (!_cells.ContainsKey(node))
            {
                foreach (int operand in Operands(node))
                {
                    if (!_cells.ContainsKey(operand))
                    {
                        pending.Push(operand);
                    }
                }
            }

            if (pending.Count == before)
            {
                _ = pending.Pop();
                if (!_cells.ContainsKey(node))
                {
                    _cells.Add(node, Emit(_nodes[node]));
                }
            }
        }

        return _cells[root];
    }

    /// <summary>The nodes that need a cell before a node: the factors of a product that becomes part of a sum instead of the product.</summary>
    private IEnumerable<int> Operands(int id)
    {
        ValueNode node = _nodes[id];
        switch (node.Kind)
        {
            case ValueKind.Cell or ValueKind.Constant:
                return [];
            case ValueKind.Sum when Fused(node) is int product:
                ValueNode factors = _nodes[product];
                return [factors.A, factors.B, product == node.A ? node.B : node.A];
            default:
                return [node.A, node.B];
        }
    }

    private int? Fused(ValueNode sum) => IsFusible(sum.B) ? sum.B : IsFusible(sum.A) ? sum.A : null;

    private bool IsFusible(int node) => _nodes[node].Kind == ValueKind.Product && _uses[node] == 1 && !_cells.ContainsKey(node);

    private (Extension Cell, bool IsNegated) Emit(ValueNode node)
    {
        switch (node.Kind)
        {
            case ValueKind.Cell:
                return (new Extension(node.A), false);
            case ValueKind.Constant:
                return (_builder.Constant(node.Value), false);
            case ValueKind.Product:
                return (_builder.Multiply(_cells[node.A].Cell, _cells[node.B].Cell), _cells[node.A].IsNegated != _cells[node.B].IsNegated);
            case ValueKind.Inverse:
                return (_builder.Inverse(_cells[node.A].Cell), _cells[node.A].IsNegated);
            default:
                return EmitSum(node);
        }
    }

    private (Extension Cell, bool IsNegated) EmitSum(ValueNode sum)
    {
        if (Fused(sum) is not int fused)
        {
            (Extension left, bool isLeftNegated) = _cells[sum.A];
            (Extension right, bool isRightNegated) = _cells[sum.B];
            return isLeftNegated == (isRightNegated != sum.Subtracts)
                ? (_builder.Add(left, right), isLeftNegated)
                : (_builder.Subtract(left, right), isLeftNegated);
        }

        ValueNode product = _nodes[fused];
        (Extension a, bool isANegated) = _cells[product.A];
        (Extension b, bool isBNegated) = _cells[product.B];
        (Extension c, bool isAddendNegated) = _cells[fused == sum.A ? sum.B : sum.A];
        bool isProductNegated = isANegated != isBNegated;
        isProductNegated ^= sum.Subtracts && fused == sum.B;
        isAddendNegated ^= sum.Subtracts && fused == sum.A;
        return isProductNegated == isAddendNegated
            ? (_builder.MultiplyAdd(a, b, c), isAddendNegated)
            : (_builder.SubtractProduct(c, a, b), isAddendNegated);
    }
}
