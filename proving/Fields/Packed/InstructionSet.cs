namespace P2PProver.Fields;

/// <summary>The instruction sets that kernels exist for, in ascending order of preference.</summary>
public enum InstructionSet
{
    /// <summary>Portable code over <see cref="Packed1"/>.</summary>
    Scalar = 0,

    /// <summary>256-bit registers, <see cref="Packed8"/>.</summary>
    Avx2 = 1,

    /// <summary>512-bit registers, <see cref="Packed16"/>.</summary>
    Avx512 = 2,
}
