using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>
/// A row of the extension section, see <see cref="ArithmeticForm"/>, or of the base section, out = factor a b + c + addend. One of its ports
/// may define its cell, the others read theirs. A port without a cell is <see cref="CircuitBuilder.NoCell"/>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ArithmeticRow
{
    /// <summary>The cell of the first operand.</summary>
    public int A { get; init; }

    /// <summary>The cell of the second operand.</summary>
    public int B { get; init; }

    /// <summary>The cell of the third operand.</summary>
    public int C { get; init; }

    /// <summary>The cell of the result.</summary>
    public int Out { get; init; }

    /// <summary>The port that defines its cell.</summary>
    public ArithmeticPort Defined { get; init; }

    /// <summary>What is computed.</summary>
    public ArithmeticForm Form { get; init; }

    /// <summary>The constant factor.</summary>
    public KoalaBear Factor { get; init; }

    /// <summary>Base section: the constant that is added.</summary>
    public KoalaBear Addend { get; init; }

    /// <summary>The cell of a port.</summary>
    public int Cell(ArithmeticPort port) => port switch
    {
        ArithmeticPort.A => A,
        ArithmeticPort.B => B,
        ArithmeticPort.C => C,
        _ => Out,
    };
}
