using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>From this block on, a registered node has this stake. Zero is a node that has left.</summary>
/// <param name="Block">The block.</param>
/// <param name="Node">The node.</param>
/// <param name="Account">Its account.</param>
/// <param name="Payout">Where it is paid.</param>
/// <param name="Stake">The whole stake, free and locked.</param>
public sealed record NodeStakeChanged(ulong Block, NodeId Node, Address Account, Address Payout, Wei Stake) : MeshEvent;
