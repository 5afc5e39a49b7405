namespace P2PProver.Mesh;

/// <summary>
/// What two nodes tell each other when they meet and now and then: request of <c>/p2pprover/status/1</c>. At most 512 bytes. Another network
/// or proof system means that there is nothing to say.
/// </summary>
/// <param name="Network">The network's name: the hash of its network file.</param>
/// <param name="ProofSystem">The ProofSystemId.</param>
/// <param name="Head">The newest block the node has seen.</param>
/// <param name="SettledIndex">The index of the last settled batch.</param>
/// <param name="Batches">Up to <see cref="MeshLimits.LiveBatchesMax"/> live batches, by commit order.</param>
public sealed record Status(Hash32 Network, Hash32 ProofSystem, BlockRef Head, ulong SettledIndex, IReadOnlyList<BatchStatus> Batches);
