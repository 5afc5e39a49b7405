namespace P2PProver.Stark;

/// <summary>Where an <see cref="AirOperand"/> lives.</summary>
public enum AirOperandKind
{
    /// <summary>No operand.</summary>
    None = 0,

    /// <summary>A vector register.</summary>
    Register = 1,

    /// <summary>A main column on this row.</summary>
    MainLocal = 2,

    /// <summary>A main column on the next row.</summary>
    MainNext = 3,

    /// <summary>A preprocessed column on this row.</summary>
    PreprocessedLocal = 4,

    /// <summary>A preprocessed column on the next row.</summary>
    PreprocessedNext = 5,

    /// <summary>A row selector: 0 first, 1 last, 2 transition.</summary>
    Selector = 6,

    /// <summary>A constraint value, by the constraint's number; only written.</summary>
    Output = 7,

    /// <summary>A uniform: the same on every row.</summary>
    Uniform = 8,

    /// <summary>A position in <see cref="AirProgram.SumTerms"/>, or a number of them.</summary>
    Term = 9,
}
