using System.Runtime.InteropServices;

namespace P2PProver.Mesh;

/// <summary>
/// Where one shard ends and the next begins: the fields of the statement that are chained from shard to shard, each as 32 bytes (the adapter
/// packs field elements).
/// </summary>
/// <param name="State">The state root.</param>
/// <param name="Data">The running digest of the operations.</param>
/// <param name="Evaluation">The running evaluation of the data at z.</param>
/// <param name="Fees">The fee accumulator.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ShardBoundary(Hash32 State, Hash32 Data, Hash32 Evaluation, Hash32 Fees);
