using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <content>Base arithmetic and constants: one row of the base section an operation.</content>
public sealed partial class CircuitBuilder
{
    private readonly Dictionary<uint, Scalar> _constants = [];
    private readonly Dictionary<Ext5, Extension> _extensionConstants = [];
    private Extension? _indeterminate;

    /// <summary>A constant; equal ones share a cell.</summary>
    public Scalar Constant(KoalaBear value)
    {
        if (!_constants.TryGetValue(value.Montgomery, out Scalar scalar))
        {
            scalar = DefineConstant(value);
            _constants.Add(value.Montgomery, scalar);
        }

        return scalar;
    }

    /// <summary>The constant of a small integer.</summary>
    public Scalar Constant(int value) =>
        Constant(value >= 0 ? KoalaBear.Reduce((ulong)value) : -KoalaBear.Reduce((ulong)-(long)value));

    /// <summary>A constant; equal ones share a cell.</summary>
    public Extension Constant(Ext5 value)
    {
        if (value.IsBase)
        {
            return Constant(value.C0);
        }

        if (!_extensionConstants.TryGetValue(value, out Extension extension))
        {
            extension = Combine(
                [Constant(value.C0), Constant(value.C1), Constant(value.C2), Constant(value.C3), Constant(value.C4)]);
            _extensionConstants.Add(value, extension);
        }

        return extension;
    }

    /// <summary>Takes an element from the tape.</summary>
    public Scalar InputScalar()
    {
        int cell = NewValueCell();
        _baseRows.Add(Row(Zero.Cell, Zero.Cell, cell, NoCell) with { Defined = ArithmeticPort.C });
        Emit(InstructionCode.BaseInput, _baseRows.Count - 1, TakeTape(1));
        return new Scalar(cell);
    }

    /// <summary>a + b.</summary>
    public Scalar Add(Scalar a, Scalar b) => MultiplyAdd(a, One, b);

    /// <summary>a - b.</summary>
    public Scalar Subtract(Scalar a, Scalar b) => MultiplyAdd(b, One, a, -KoalaBear.One, KoalaBear.Zero);

    /// <summary>a b.</summary>
    public Scalar Multiply(Scalar a, Scalar b) => MultiplyAdd(a, b, Zero);

    /// <summary>a b + c.</summary>
    public Scalar MultiplyAdd(Scalar a, Scalar b, Scalar c) => MultiplyAdd(a, b, c, KoalaBear.One, KoalaBear.Zero);

    /// <summary>factor a b + c + addend, with a constant factor and a constant addend.</summary>
    public Scalar MultiplyAdd(Scalar a, Scalar b, Scalar c, KoalaBear factor, KoalaBear addend)
    {
        int cell = NewValueCell();
        AddBaseRow(a.Cell, b.Cell, c.Cell, cell, ArithmeticPort.Out, factor, addend);
        return new Scalar(cell);
    }

    /// <summary>The q with b q = a; for b = 0 see <see cref="Divide(Extension, Extension)"/>.</summary>
    public Scalar Divide(Scalar a, Scalar b)
    {
        int cell = NewValueCell();
        AddBaseRow(b.Cell, cell, Zero.Cell, a.Cell, ArithmeticPort.B, KoalaBear.One, KoalaBear.Zero);
        return new Scalar(cell);
    }

    /// <summary>1 / a; a = 0 is refused.</summary>
    public Scalar Inverse(Scalar a) => Divide(One, a);

    /// <summary>States a = b.</summary>
    public void AssertEqual(Scalar a, Scalar b) => AssertMultiplyAdd(a, One, Zero, b);

    /// <summary>States a = 0.</summary>
    public void AssertZero(Scalar a) => AssertEqual(a, Zero);

    /// <summary>States that a is 0 or 1.</summary>
    public void AssertBool(Scalar a) => AssertMultiplyAdd(a, a, Zero, a);

    /// <summary>States a b + c = result.</summary>
    public void AssertMultiplyAdd(Scalar a, Scalar b, Scalar c, Scalar result) =>
        AddBaseRow(a.Cell, b.Cell, c.Cell, result.Cell, ArithmeticPort.None, KoalaBear.One, KoalaBear.Zero);

    /// <summary>whenSet where the bit is 1, otherwise whenClear: two rows.</summary>
    /// <param name="bit">0 or 1, which is not checked here.</param>
    /// <param name="whenClear">The value for 0.</param>
    /// <param name="whenSet">The value for 1.</param>
    public Scalar Select(Scalar bit, Scalar whenClear, Scalar whenSet) =>
        MultiplyAdd(bit, Subtract(whenSet, whenClear), whenClear);

    /// <summary>z = z z + z has no solution but 0, so the cell that a row reads three times and defines is zero.</summary>
    private Scalar DefineZero()
    {
        int cell = NewValueCell();
        AddBaseRow(cell, cell, cell, cell, ArithmeticPort.Out, KoalaBear.One, KoalaBear.Zero);
        return new Scalar(cell);
    }

    private Scalar DefineConstant(KoalaBear value) => MultiplyAdd(Zero, Zero, Zero, KoalaBear.Zero, value);

    private Extension IndeterminateX()
    {
        if (_indeterminate is not Extension x)
        {
            // X is what the pack section makes of the coefficients 0, 1, 0, 0, 0.
            x = ExtensionOfScalars([Zero, One, Zero, Zero, Zero]);
            _indeterminate = x;
        }

        return x;
    }

    private void AddBaseRow(int a, int b, int c, int result, ArithmeticPort defined, KoalaBear factor, KoalaBear addend)
    {
        _baseRows.Add(Row(a, b, c, result) with { Defined = defined, Factor = factor, Addend = addend });
        Emit(InstructionCode.Base, _baseRows.Count - 1);
    }
}
