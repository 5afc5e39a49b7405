namespace P2PProver.Node.Diagnostics;

/// <summary>One OpenCL device.</summary>
/// <param name="Name">The device's name.</param>
/// <param name="Version">The OpenCL version that it offers.</param>
/// <param name="ComputeUnits">Its compute units.</param>
/// <param name="MemoryBytes">Its global memory.</param>
public sealed record OpenClDevice(string Name, string Version, int ComputeUnits, long MemoryBytes);
