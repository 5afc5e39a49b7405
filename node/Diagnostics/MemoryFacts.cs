namespace P2PProver.Node.Diagnostics;

/// <summary>Memory that this process may use.</summary>
/// <param name="TotalBytes">In all.</param>
/// <param name="AvailableBytes">Without pushing others out: free, or held by caches that can be dropped.</param>
/// <param name="IsLimited">Whether a control group, rather than the machine's size, sets the total.</param>
public sealed record MemoryFacts(long TotalBytes, long AvailableBytes, bool IsLimited);
