using System.Diagnostics;

namespace P2PProver.Stark;

/// <content>
/// Fusion. Nodes are visited from the last to the first, so a node decides on its operands before they decide on theirs. An operand
/// may be absorbed into its user's instruction when it has no other use.
/// </content>
internal sealed partial class AirCompiler
{
    private readonly FusedOperation?[] _fused;
    private readonly bool[] _absorbed;

    private void FuseAll()
    {
        for (int id = _nodes.Length - 1; id >= 0; id--)
        {
            if (_uses[id] > 0 && _nodes[id].IsOperation && !IsUniform(id) && !_absorbed[id])
            {
                _fused[id] = Fuse(id);
            }
        }
    }

    private FusedOperation Fuse(int id)
    {
        if (IsSum(id) && TryFuseSum(id) is FusedOperation sum)
        {
            return sum;
        }

        ExprNode node = _nodes[id];
        return node.Kind switch
        {
            ExprKind.Add => FuseAdd(node.A, node.B),
            ExprKind.Subtract => FuseSubtract(node.A, node.B),
            ExprKind.Multiply => FuseMultiply(id, node.A, node.B),
            _ => throw new UnreachableException(),
        };
    }

    private FusedOperation FuseAdd(int a, int b)
    {
        if (IsUniform(a) || IsUniform(b))
        {
            (int vector, int uniform) = IsUniform(a) ? (b, a) : (a, b);
            return new(AirOpcode.AddUniform, vector, Uniform: _uniformOf[uniform]);
        }

        if (!CanAbsorb(b, ExprKind.Multiply) || IsCube(b))
        {
            (a, b) = (b, a);
        }

        if (CanAbsorb(b, ExprKind.Multiply) && !IsCube(b))
        {
            return AddProduct(a, Absorb(b), negate: false);
        }

        if (!CanAbsorb(b, ExprKind.Add) && !CanAbsorb(b, ExprKind.Subtract))
        {
            (a, b) = (b, a);
        }

        if (CanAbsorb(b, ExprKind.Add) && HasVectorOperands(b))
        {
            ExprNode inner = Absorb(b);
            return new(AirOpcode.Add3, a, inner.A, inner.B);
        }

        if (CanAbsorb(b, ExprKind.Subtract) && HasVectorOperands(b))
        {
            ExprNode inner = Absorb(b);
            return new(AirOpcode.AddSubtract, a, inner.A, inner.B);
        }

        return new(AirOpcode.Add, a, b);
    }

    private FusedOperation FuseSubtract(int a, int b)
    {
        if (IsUniform(a))
        {
            return new(AirOpcode.UniformSubtract, b, Uniform: _uniformOf[a]);
        }

        if (IsUniform(b))
        {
            return new(AirOpcode.AddUniform, a, Uniform: NegatedUniform(_uniformOf[b]));
        }

        if (CanAbsorb(b, ExprKind.Multiply))
        {
            return TryAbsorbShiftedCube(b, out int x, out int k)
                ? new(AirOpcode.SubtractAddUniformCube, a, x, Uniform: k)
                : SubtractProduct(a, b);
        }

        if (CanAbsorb(a, ExprKind.Multiply) && HasVectorOperands(a) && !IsCube(a))
        {
            ExprNode inner = Absorb(a);
            return new(AirOpcode.MultiplySubtract, b, inner.A, inner.B);
        }

        return FuseSubtractSums(a, b);
    }

    private FusedOperation FuseSubtractSums(int a, int b)
    {
        if (CanAbsorb(b, ExprKind.Add) && HasVectorOperands(b))
        {
            ExprNode inner = Absorb(b);
            return new(AirOpcode.Subtract3, a, inner.A, inner.B);
        }

        if (CanAbsorb(a, ExprKind.Add) && HasVectorOperands(a))
        {
            ExprNode inner = Absorb(a);
            return new(AirOpcode.AddSubtract, inner.A, inner.B, b);
        }

        if (CanAbsorb(a, ExprKind.Subtract) && HasVectorOperands(a))
        {
            ExprNode inner = Absorb(a);
            return new(AirOpcode.Subtract3, inner.A, inner.B, b);
        }

        return new(AirOpcode.Subtract, a, b);
    }

    private FusedOperation SubtractProduct(int a, int product) =>
        IsCube(product) ? new(AirOpcode.Subtract, a, product) : AddProduct(a, Absorb(product), negate: true);

    /// <summary>a + x * y, or a - x * y.</summary>
    private FusedOperation AddProduct(int a, ExprNode product, bool negate)
    {
        (int x, int y) = IsUniform(product.A) ? (product.B, product.A) : (product.A, product.B);
        if (IsUniform(y))
        {
            int uniform = negate ? NegatedUniform(_uniformOf[y]) : _uniformOf[y];
            return new(AirOpcode.MultiplyUniformAdd, a, x, Uniform: uniform);
        }

        return new(negate ? AirOpcode.NegatedMultiplyAdd : AirOpcode.MultiplyAdd, a, x, y);
    }

    private FusedOperation FuseMultiply(int id, int a, int b)
    {
        if (IsUniform(a) || IsUniform(b))
        {
            (int vector, int uniform) = IsUniform(a) ? (b, a) : (a, b);
            return new(AirOpcode.MultiplyUniform, vector, Uniform: _uniformOf[uniform]);
        }

        if (TryAbsorbShiftedCube(id, out int x, out int k))
        {
            return new(AirOpcode.AddUniformCube, x, Uniform: k);
        }

        if (IsCube(id, out x, out int square))
        {
            _absorbed[square] = true;
            return new(AirOpcode.Cube, x);
        }

        return TryFactor(a, b) ?? TryFactor(b, a) ?? new FusedOperation(AirOpcode.Multiply, a, b);
    }

    /// <summary>a * (x - y) and a * (x + k), or null.</summary>
    private FusedOperation? TryFactor(int a, int factor)
    {
        if (CanAbsorb(factor, ExprKind.Subtract) && HasVectorOperands(factor))
        {
            ExprNode inner = Absorb(factor);
            return new(AirOpcode.MultiplyDifference, a, inner.A, inner.B);
        }

        if (CanAbsorb(factor, ExprKind.Add) && TryShift(factor, out int x, out int k))
        {
            Absorb(factor);
            return new(AirOpcode.MultiplySumUniform, a, x, Uniform: k);
        }

        return null;
    }

    /// <summary>Absorbs (x + k)^3 with everything in it, where nothing inside is used elsewhere.</summary>
    private bool TryAbsorbShiftedCube(int id, out int x, out int k)
    {
        x = Absent;
        k = Absent;

        // The base stands three times in the cube, base * (base * base), and nowhere else.
        const int UsesInCube = 3;
        if (!IsCube(id, out int shifted, out int square) || _uses[shifted] != UsesInCube || !TryShift(shifted, out x, out k))
        {
            return false;
        }

        _absorbed[id] = true;
        _absorbed[square] = true;
        _absorbed[shifted] = true;
        return true;
    }

    private bool IsCube(int id) => IsCube(id, out _, out _);

    /// <summary>Whether a node is x * (x * x) with the square used only here.</summary>
    private bool IsCube(int id, out int x, out int square)
    {
        ExprNode node = _nodes[id];
        (x, square) = (node.A, node.B);
        if (node.Kind != ExprKind.Multiply)
        {
            return false;
        }

        if (!IsSquareOf(square, x))
        {
            (x, square) = (square, x);
        }

        return IsSquareOf(square, x) && _uses[square] == 1;
    }

    private bool IsSquareOf(int square, int x)
    {
        ExprNode node = _nodes[square];
        return node.Kind == ExprKind.Multiply && node.A == x && node.B == x;
    }

    /// <summary>Whether a node is x + k or x - k, with k uniform and x not.</summary>
    private bool TryShift(int id, out int x, out int k)
    {
        ExprNode node = _nodes[id];
        (x, k) = (Absent, Absent);
        if (node.Kind == ExprKind.Add && IsUniform(node.A) != IsUniform(node.B))
        {
            (x, k) = IsUniform(node.A) ? (node.B, _uniformOf[node.A]) : (node.A, _uniformOf[node.B]);
        }
        else if (node.Kind == ExprKind.Subtract && IsUniform(node.B) && !IsUniform(node.A))
        {
            (x, k) = (node.A, NegatedUniform(_uniformOf[node.B]));
        }

        return x != Absent;
    }

    private bool CanAbsorb(int id, ExprKind kind) =>
        _nodes[id].Kind == kind && _uses[id] == 1 && !_absorbed[id] && !IsUniform(id);

    private bool HasVectorOperands(int id) => !IsUniform(_nodes[id].A) && !IsUniform(_nodes[id].B);

    private ExprNode Absorb(int id)
    {
        Debug.Assert(_uses[id] == 1 && !_absorbed[id], "Only a value without other uses can be absorbed.");
        _absorbed[id] = true;
        return _nodes[id];
    }
}
