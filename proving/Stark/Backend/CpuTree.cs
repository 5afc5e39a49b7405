using System.Collections.Immutable;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>A tree in main memory, of any hash family.</summary>
internal abstract class CpuTree : IDeviceTree
{
    public abstract ImmutableArray<Digest8> Cap { get; }

    /// <summary>Opens the distinct positions under some indices.</summary>
    public abstract TreeOpening Open(ReadOnlySpan<int> indices);

    public abstract void Dispose();
}
