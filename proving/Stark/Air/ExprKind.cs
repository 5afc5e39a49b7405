namespace P2PProver.Stark;

/// <summary>What a node of an <see cref="ExprGraph"/> is. The numeric values are part of a table's canonical encoding.</summary>
public enum ExprKind
{
    /// <summary>A base field constant.</summary>
    Constant = 0,

    /// <summary>A main column on this row.</summary>
    MainLocal = 1,

    /// <summary>A main column on the next row; the row after the last is the first.</summary>
    MainNext = 2,

    /// <summary>A preprocessed column on this row.</summary>
    PreprocessedLocal = 3,

    /// <summary>A preprocessed column on the next row; the row after the last is the first.</summary>
    PreprocessedNext = 4,

    /// <summary>A public value of the machine: the same on every row.</summary>
    Public = 5,

    /// <summary>Non-zero exactly on the first row of the trace.</summary>
    IsFirst = 6,

    /// <summary>Non-zero exactly on the last row of the trace.</summary>
    IsLast = 7,

    /// <summary>Zero exactly on the last row of the trace.</summary>
    IsTransition = 8,

    /// <summary>The sum of two nodes.</summary>
    Add = 9,

    /// <summary>The difference of two nodes.</summary>
    Subtract = 10,

    /// <summary>The product of two nodes.</summary>
    Multiply = 11,
}
