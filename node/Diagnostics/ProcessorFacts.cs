namespace P2PProver.Node.Diagnostics;

/// <summary>The processor as this process may use it.</summary>
/// <param name="Model">The model's name; <c>unknown</c> where the system does not tell.</param>
/// <param name="Cores">Logical cores for this process, bounded by affinity and control group.</param>
/// <param name="Features">Instruction-set extensions that matter to proving and that the runtime may use.</param>
/// <param name="Kernels">The kernels chosen for it.</param>
public sealed record ProcessorFacts(string Model, int Cores, IReadOnlyList<string> Features, KernelFacts Kernels);
