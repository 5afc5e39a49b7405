using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <content>Extension arithmetic: one row of the extension section an operation unless it says otherwise.</content>
public sealed partial class CircuitBuilder
{
    /// <summary>Takes five elements from the tape.</summary>
    public Extension InputExtension()
    {
        int cell = NewValueCell();
        _extensionRows.Add(Row(Zero.Cell, Zero.Cell, cell, NoCell) with { Defined = ArithmeticPort.C });
        Emit(InstructionCode.ExtensionInput, _extensionRows.Count - 1, TakeTape(Ext5.Degree));
        return new Extension(cell);
    }

    /// <summary>a + b.</summary>
    public Extension Add(Extension a, Extension b) => MultiplyAdd(a, One, b);

    /// <summary>a - b.</summary>
    public Extension Subtract(Extension a, Extension b) => SubtractProduct(a, b, One);

    /// <summary>a b.</summary>
    public Extension Multiply(Extension a, Extension b) => MultiplyAdd(a, b, Zero);

    /// <summary>a b + c.</summary>
    public Extension MultiplyAdd(Extension a, Extension b, Extension c) => MultiplyAdd(KoalaBear.One, a, b, c);

    /// <summary>factor a b + c with a constant factor.</summary>
    public Extension MultiplyAdd(KoalaBear factor, Extension a, Extension b, Extension c) =>
        Define(Row(a.Cell, b.Cell, c.Cell, NewValueCell()) with { Factor = factor });

    /// <summary>low + high + factor scale (low - high) with a constant factor: a step of a FRI fold, times two.</summary>
    public Extension Fold(Extension low, Extension high, Extension scale, KoalaBear factor) =>
        Define(Row(low.Cell, high.Cell, scale.Cell, NewValueCell()) with { Form = ArithmeticForm.Fold, Factor = factor });

    /// <summary>c - a b.</summary>
    public Extension SubtractProduct(Extension c, Extension a, Extension b)
    {
        int cell = NewValueCell();
        AddExtensionRow(Row(a.Cell, b.Cell, cell, c.Cell) with { Defined = ArithmeticPort.C });
        return new Extension(cell);
    }

    /// <summary>
    /// The q with b q = a. Inputs with b = 0 are refused by the evaluation; the constraints refuse them unless a = 0 too, where any q will
    /// do, so b must be a value that no prover can make zero together with a.
    /// </summary>
    public Extension Divide(Extension a, Extension b) => Quotient(a, Zero, b);

    /// <summary>(minuend - subtrahend) / divisor; for a divisor of 0 see <see cref="Divide(Extension, Extension)"/>.</summary>
    public Extension Quotient(Extension minuend, Extension subtrahend, Extension divisor)
    {
        int cell = NewValueCell();
        AddExtensionRow(Row(divisor.Cell, cell, subtrahend.Cell, minuend.Cell) with { Defined = ArithmeticPort.B });
        return new Extension(cell);
    }

    /// <summary>1 / a; a = 0 is refused.</summary>
    public Extension Inverse(Extension a) => Divide(One, a);

    /// <summary>States a = b.</summary>
    public void AssertEqual(Extension a, Extension b) => AssertMultiplyAdd(a, One, Zero, b);

    /// <summary>States a = 0.</summary>
    public void AssertZero(Extension a) => AssertEqual(a, Zero);

    /// <summary>States a b + c = result.</summary>
    public void AssertMultiplyAdd(Extension a, Extension b, Extension c, Extension result) =>
        AssertMultiplyAdd(KoalaBear.One, a, b, c, result);

    /// <summary>States factor a b + c = result with a constant factor.</summary>
    public void AssertMultiplyAdd(KoalaBear factor, Extension a, Extension b, Extension c, Extension result) =>
        AddExtensionRow(Row(a.Cell, b.Cell, c.Cell, result.Cell) with { Factor = factor, Defined = ArithmeticPort.None });

    /// <summary>whenSet where the bit is 1, otherwise whenClear.</summary>
    /// <param name="bit">0 or 1, which is not checked here.</param>
    /// <param name="whenClear">The value for 0.</param>
    /// <param name="whenSet">The value for 1.</param>
    public Extension Select(Scalar bit, Extension whenClear, Extension whenSet) => Define(Selection(bit, whenClear, whenSet, NewValueCell()));

    /// <summary>States that <see cref="Select(Scalar, Extension, Extension)"/> of the operands is a value.</summary>
    public void AssertSelect(Scalar bit, Extension whenClear, Extension whenSet, Extension value) =>
        AddExtensionRow(Selection(bit, whenClear, whenSet, value.Cell) with { Defined = ArithmeticPort.None });

    /// <summary>sum_k coefficients[k] point^k by Horner's rule: a row less than there are coefficients.</summary>
    /// <param name="coefficients">At least one, the constant first.</param>
    /// <param name="point">The point.</param>
    public Extension Evaluate(ReadOnlySpan<Extension> coefficients, Extension point)
    {
        Extension sum = coefficients[^1];
        for (int k = coefficients.Length - 2; k >= 0; k--)
        {
            sum = MultiplyAdd(sum, point, coefficients[k]);
        }

        return sum;
    }

    /// <summary>The extension value with these coefficients, constant first: four rows.</summary>
    public Extension Combine(ReadOnlySpan<Scalar> coefficients)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(coefficients.Length, Ext5.Degree, nameof(coefficients));
        Extension sum = coefficients[^1];
        for (int k = Ext5.Degree - 2; k >= 0; k--)
        {
            sum = MultiplyAdd(sum, IndeterminateX(), coefficients[k]);
        }

        return sum;
    }

    private static ArithmeticRow Row(int a, int b, int c, int result) =>
        new() { A = a, B = b, C = c, Out = result, Defined = ArithmeticPort.Out, Factor = KoalaBear.One };

    private static ArithmeticRow Selection(Scalar bit, Extension whenClear, Extension whenSet, int result) =>
        Row(whenClear.Cell, whenSet.Cell, bit.Cell, result) with { Form = ArithmeticForm.Mix, Factor = -KoalaBear.One };

    private Extension Define(ArithmeticRow row)
    {
        AddExtensionRow(row);
        return new Extension(row.Out);
    }

    private void AddExtensionRow(ArithmeticRow row)
    {
        _extensionRows.Add(row);
        Emit(InstructionCode.Extension, _extensionRows.Count - 1);
    }
}
