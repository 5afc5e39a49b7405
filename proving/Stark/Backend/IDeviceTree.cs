using System.Collections.Immutable;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>A Merkle tree over matrices of a backend. Disposing frees the tree, not the matrices.</summary>
public interface IDeviceTree : IDisposable
{
    /// <summary>The cap: the commitment.</summary>
    ImmutableArray<Digest8> Cap { get; }
}
