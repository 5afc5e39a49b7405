namespace P2PProver.Testnet.Simulation.Checkers;

/// <summary>A broken invariant.</summary>
/// <param name="At">When.</param>
/// <param name="Checker">Who noticed.</param>
/// <param name="What">What broke.</param>
public sealed record Violation(TimeSpan At, string Checker, string What);
