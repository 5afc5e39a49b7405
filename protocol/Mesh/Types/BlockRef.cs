using System.Runtime.InteropServices;

namespace P2PProver.Mesh;

/// <summary>A block of the chain that settles.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BlockRef(ulong Number, Hash32 Hash);
