using System.Globalization;
using P2PProver.Fields;

namespace P2PProver.Stark.Solidity;

/// <summary>
/// Writes the code of one part. A value that is used once becomes part of the expression that uses it; one that is used more often is
/// stored in memory, whose words are used again when nobody needs them any more. Lanes are reduced only where a product needs it or a
/// lane could overflow: the bound of every value is known here.
/// </summary>
internal sealed class FoldLowering
{
    private const int DepthLimit = 7;

    // A literal of five lanes, a call of a function of the prologue, an access to memory or calldata.
    private const int LiteralBytes = 28;
    private const int CallBytes = 12;
    private const int AccessBytes = 4;

    private readonly FoldProgram _program;
    private readonly Dictionary<int, int> _uses = [];
    private readonly HashSet<int> _factors = [];
    private readonly Dictionary<int, (int Slot, long Bound)> _stored = [];
    private readonly MemorySlots _slots;
    private readonly List<string> _statements = [];
    private int _bytes;

    /// <summary>Prepares for some constraints.</summary>
    /// <param name="program">The machine's constraints.</param>
    /// <param name="terms">Those of the part.</param>
    /// <param name="firstSlot">The first free word of memory, as an address.</param>
    public FoldLowering(FoldProgram program, IEnumerable<FoldTerm> terms, int firstSlot)
    {
        _program = program;
        _slots = new MemorySlots(firstSlot);
        foreach (FoldTerm term in terms)
        {
            Count(term.Node);
        }
    }

    /// <summary>The statements so far.</summary>
    public IReadOnlyList<string> Statements => _statements;

    /// <summary>About how long the code so far is, compiled.</summary>
    public int Bytes => _bytes;

    /// <summary>Adds a statement whose only cost is its calls.</summary>
    public void Append(string statement, int bytes)
    {
        _statements.Add(statement);
        _bytes += bytes;
    }

    /// <summary>Writes what computes a constraint.</summary>
    /// <returns>An expression that fits as an addend of a product.</returns>
    public string Constraint(int node)
    {
        Prepare(node);
        LaneExpression value = Fit(Use(node), Lanes.Addend);
        _bytes += value.Bytes;
        _slots.Release();
        return value.Text;
    }

    private static string Call(string function, params ReadOnlySpan<string> arguments) => $"{function}({string.Join(", ", arguments!)})";

    private static LaneExpression Reduce(LaneExpression value) =>
        new(Call("reduce", value.Text), Lanes.Weak, value.Depth + 1, value.Bytes + CallBytes);

    private static LaneExpression Fit(LaneExpression value, long bound) => value.Bound > bound ? Reduce(value) : value;

    private static string Number(long value) =>
        value < 10 ? value.ToString(CultureInfo.InvariantCulture) : "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    private FoldNode Node(int id) => _program.Graph[id];

    private void Count(int id)
    {
        _uses[id] = _uses.GetValueOrDefault(id) + 1;
        if (_uses[id] > 1)
        {
            return;
        }

        FoldNode node = Node(id);
        foreach (int operand in node.Operands)
        {
            Count(operand);
            if (node.Kind is FoldKind.Multiply or FoldKind.Shift)
            {
                _factors.Add(operand);
            }
        }
    }

    // Stores every value below a node that is used more than once and not stored yet, operands first.
    private void Prepare(int id)
    {
        FoldNode node = Node(id);
        if (_stored.ContainsKey(id))
        {
            return;
        }

        foreach (int operand in node.Operands)
        {
            Prepare(operand);
        }

        if (_uses[id] > 1 && node.Kind is not (FoldKind.Input or FoldKind.Constant))
        {
            LaneExpression value = Fit(Compute(node), _factors.Contains(id) ? Lanes.Weak : Lanes.Addend);
            _stored[id] = (Store(value), value.Bound);
            _slots.Release();
        }
    }

    private int Store(LaneExpression value)
    {
        int slot = _slots.Take();
        Append($"mstore({Number(slot)}, {value.Text})", value.Bytes + AccessBytes);
        return slot;
    }

    // One use of a value.
    private LaneExpression Use(int id)
    {
        FoldNode node = Node(id);
        if (node.Kind == FoldKind.Input)
        {
            string text = Call("calldataload", Number(FoldCalldata.Address(node.A)));
            return new(text, _program.Inputs.IsWeak(node.A) ? Lanes.Weak : Lanes.Canonical, 1, AccessBytes);
        }

        if (node.Kind == FoldKind.Constant)
        {
            return new(Number(node.A), Lanes.Canonical, 1, AccessBytes + 1);
        }

        if (_stored.TryGetValue(id, out (int Slot, long Bound) stored))
        {
            if (--_uses[id] == 0)
            {
                _slots.Free(stored.Slot);
            }

            return Load(stored.Slot, stored.Bound);
        }

        LaneExpression value = Compute(node);
        if (value.Depth < DepthLimit)
        {
            return value;
        }

        int slot = Store(value);
        _slots.Free(slot);
        return Load(slot, value.Bound);
    }

    private static LaneExpression Load(int slot, long bound) => new(Call("mload", Number(slot)), bound, 1, AccessBytes);

    private LaneExpression Compute(FoldNode node) => node.Kind switch
    {
        FoldKind.Add => Add(node),
        FoldKind.Subtract => Subtract(node),
        FoldKind.Multiply => Product(node, null),
        FoldKind.Scale => Scale(Use(node.A), node.B),
        _ => Shift(Fit(Use(node.A), Lanes.Weak), node.B),
    };

    private LaneExpression Add(FoldNode node)
    {
        if (IsFreshProduct(node.B))
        {
            return Product(Node(node.B), Use(node.A));
        }

        return IsFreshProduct(node.A) ? Product(Node(node.A), Use(node.B)) : Sum(Use(node.A), Use(node.B));
    }

    private LaneExpression Subtract(FoldNode node)
    {
        if (IsFreshProduct(node.A))
        {
            return Product(Node(node.A), Negate(Use(node.B)));
        }

        LaneExpression left = Use(node.A);
        LaneExpression right = Use(node.B);
        long cover = Lanes.Cover(right.Bound);
        return left.Bound + cover > Lanes.Reducible
            ? Difference(Fit(left, Lanes.Weak), Fit(right, Lanes.Weak))
            : Difference(left, right);
    }

    private static LaneExpression Sum(LaneExpression a, LaneExpression b)
    {
        if (a.Bound + b.Bound > Lanes.Reducible)
        {
            return Sum(Reduce(a), Reduce(b));
        }

        return new(Call("add", a.Text, b.Text), a.Bound + b.Bound, Math.Max(a.Depth, b.Depth + 1) + 1, a.Bytes + b.Bytes + 1);
    }

    private static LaneExpression Difference(LaneExpression a, LaneExpression b)
    {
        long cover = Lanes.Cover(b.Bound);
        string text = Call("sub", Call("add", a.Text, Lanes.InEach(cover)), b.Text);
        return new(text, a.Bound + cover, Math.Max(a.Depth, b.Depth + 1) + 2, a.Bytes + b.Bytes + LiteralBytes + 2);
    }

    private static LaneExpression Negate(LaneExpression value)
    {
        LaneExpression fitting = Fit(value, Lanes.Addend / 2);
        long cover = Lanes.Cover(fitting.Bound);
        return new(Call("sub", Lanes.InEach(cover), fitting.Text), cover + 1, fitting.Depth + 1, fitting.Bytes + LiteralBytes + 1);
    }

    private bool IsFreshProduct(int id) => Node(id).Kind == FoldKind.Multiply && !_stored.ContainsKey(id);

    private LaneExpression Product(FoldNode node, LaneExpression? addend)
    {
        LaneExpression a = Fit(Use(node.A), Lanes.Weak);
        LaneExpression b = Fit(Use(node.B), Lanes.Weak);
        int depth = Math.Max(a.Depth, b.Depth + 1) + 1;
        if (addend is not LaneExpression more)
        {
            return new(Call("times", a.Text, b.Text), Lanes.Weak, depth, a.Bytes + b.Bytes + CallBytes);
        }

        LaneExpression c = Fit(more, Lanes.Addend);
        return new(Call("timesPlus", a.Text, b.Text, c.Text), Lanes.Weak, Math.Max(depth, c.Depth + 2) + 1, a.Bytes + b.Bytes + c.Bytes + CallBytes);
    }

    private static LaneExpression Scale(LaneExpression value, long factor)
    {
        if (value.Bound * (Int128)factor <= Lanes.Addend)
        {
            return new(Call("mul", value.Text, Number(factor)), value.Bound * factor, value.Depth + 1, value.Bytes + 3);
        }

        long negated = Lanes.Canonical - factor;
        if (value.Bound * (Int128)negated <= Lanes.Addend / 2)
        {
            return Negate(Scale(value, negated));
        }

        LaneExpression weak = Fit(value, Lanes.Weak);
        long shifted = (long)(((ulong)factor << 16) % KoalaBear.Modulus);
        return new(
            Call("scale", weak.Text, Number(factor), Number(shifted)), Lanes.Weak, weak.Depth + 3, weak.Bytes + CallBytes + 10);
    }

    // A lane gets at most three terms, and at most one of them is negative.
    private static LaneExpression Shift(LaneExpression value, int exponent) =>
        new(Call("shift", value.Text, Lanes.Literal(System.Numerics.BigInteger.One << (Lanes.Bits * exponent))),
            (3 * Lanes.Weak) + (2 * Lanes.Canonical),
            value.Depth + 2,
            value.Bytes + CallBytes + (7 * exponent));
}
