namespace P2PProver.Stark;

/// <summary>
/// The instructions of an <see cref="AirProgram"/>. d, a, b, c are vectors with one lane a row; k is a uniform, the same on every row.
/// </summary>
public enum AirOpcode
{
    /// <summary>d = a.</summary>
    Copy = 0,

    /// <summary>d = k.</summary>
    Broadcast = 1,

    /// <summary>d = a + b.</summary>
    Add = 2,

    /// <summary>d = a - b.</summary>
    Subtract = 3,

    /// <summary>d = a * b.</summary>
    Multiply = 4,

    /// <summary>d = a + k.</summary>
    AddUniform = 5,

    /// <summary>d = k - a.</summary>
    UniformSubtract = 6,

    /// <summary>d = a * k.</summary>
    MultiplyUniform = 7,

    /// <summary>d = a + b + c.</summary>
    Add3 = 8,

    /// <summary>d = a + b - c.</summary>
    AddSubtract = 9,

    /// <summary>d = a - b - c.</summary>
    Subtract3 = 10,

    /// <summary>d = a + b * c.</summary>
    MultiplyAdd = 11,

    /// <summary>d = a - b * c.</summary>
    NegatedMultiplyAdd = 12,

    /// <summary>d = b * c - a.</summary>
    MultiplySubtract = 13,

    /// <summary>d = a + b * k.</summary>
    MultiplyUniformAdd = 14,

    /// <summary>d = a * (b - c).</summary>
    MultiplyDifference = 15,

    /// <summary>d = a * (b + k).</summary>
    MultiplySumUniform = 16,

    /// <summary>d = a * a * a.</summary>
    Cube = 17,

    /// <summary>d = (a + k)^3.</summary>
    AddUniformCube = 18,

    /// <summary>d = a - (b + k)^3.</summary>
    SubtractAddUniformCube = 19,

    /// <summary>d = k + the sum of <see cref="AirProgram.SumTerms"/>: a is the first of them, b their number.</summary>
    Sum = 20,
}
