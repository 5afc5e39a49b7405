namespace P2PProver.Recursion;

/// <summary>The kinds of steps of an evaluation.</summary>
internal enum InstructionCode
{
    /// <summary>A row of the extension section whose cells all are known, or all but the one it defines.</summary>
    Extension = 0,

    /// <summary>A row of the extension section that takes five elements from the tape.</summary>
    ExtensionInput = 1,

    /// <summary>A row of the base section whose cells all are known, or all but the one it defines.</summary>
    Base = 2,

    /// <summary>A row of the base section that takes an element from the tape.</summary>
    BaseInput = 3,

    /// <summary>A row of the base section that defines a bit of a value.</summary>
    BaseBit = 4,

    /// <summary>A group of the pack section.</summary>
    Pack = 5,

    /// <summary>A row of the permutation section.</summary>
    Permute = 6,

    /// <summary>Reads the sum behind a row of the permutation section.</summary>
    Sum = 7,
}
