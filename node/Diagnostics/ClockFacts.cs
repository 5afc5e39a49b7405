namespace P2PProver.Node.Diagnostics;

/// <summary>What the kernel says about its clock.</summary>
/// <param name="Sync">Whether it follows a time source.</param>
/// <param name="ErrorMaxMs">The kernel's bound on the clock's error, in milliseconds; null where it is unknown.</param>
public sealed record ClockFacts(ClockSync Sync, double? ErrorMaxMs);
