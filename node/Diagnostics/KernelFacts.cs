using System.Globalization;
using P2PProver.Fields;

namespace P2PProver.Node.Diagnostics;

/// <summary>Which implementation of each primitive is used, and how many field elements it works on at once.</summary>
/// <param name="Field">Arithmetic in the KoalaBear field, and the transforms over it.</param>
/// <param name="Hash">The Poseidon permutations, which hash as many states at once as a register holds elements.</param>
public sealed record KernelFacts(string Field, string Hash)
{
    /// <summary>The name of the kernels that use no vector instructions.</summary>
    public const string Scalar = "scalar";

    /// <summary>The kernels of an instruction set.</summary>
    public static KernelFacts Of(InstructionSet instructionSet, int lanes)
    {
        string kernel = instructionSet switch
        {
            InstructionSet.Avx512 => string.Create(CultureInfo.InvariantCulture, $"AVX-512 x{lanes}"),
            InstructionSet.Avx2 => string.Create(CultureInfo.InvariantCulture, $"AVX2 x{lanes}"),
            _ => Scalar,
        };
        return new KernelFacts(kernel, kernel);
    }

    /// <summary>The kernels as people read them.</summary>
    public override string ToString()
    {
        return $"field {Field}, hash {Hash}";
    }
}
