using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>Positions of one level of a batch were claimed on chain: the bits that this transaction was the first to set.</summary>
/// <param name="Block">The block.</param>
/// <param name="Batch">The batch.</param>
/// <param name="Level">The level.</param>
/// <param name="Bitmap">Bit i: position (level, i).</param>
/// <param name="Claimant">The claimant's account.</param>
/// <param name="Payout">Where it must be credited.</param>
public sealed record ClaimsCommitted(ulong Block, BatchKey Batch, int Level, ulong Bitmap, Address Claimant, Address Payout) : MeshEvent;
