namespace P2PProver.Node.Diagnostics;

/// <summary>Which implementation of each primitive is used, and how many lanes it works on at once.</summary>
/// <param name="Field">Arithmetic in the KoalaBear field, and the transforms over it.</param>
/// <param name="Hash">The Poseidon permutations.</param>
/// <param name="Keccak">Keccak-f[1600], whose lanes are 64 bits wide.</param>
public sealed record KernelFacts(string Field, string Hash, string Keccak)
{
    /// <summary>The name of the kernels that use no vector instructions.</summary>
    public const string Scalar = "scalar";
}
