using System.Runtime.InteropServices;

namespace P2PProver.Recursion;

/// <summary>What a prover may use.</summary>
/// <param name="Threads">The most threads; proofs do not depend on it.</param>
/// <param name="MemoryBytes">The most bytes for traces, their extensions and their trees.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ProverBudget(int Threads, long MemoryBytes);
