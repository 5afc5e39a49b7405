using System.Runtime.InteropServices;
using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>A node whose stake is active for a batch.</summary>
/// <param name="Node">Its key.</param>
/// <param name="Account">Its account.</param>
/// <param name="Payout">Where it is paid.</param>
/// <param name="StakeGwei">Its active stake in units of 10^9 wei, from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ActiveNode(NodeId Node, Address Account, Address Payout, ulong StakeGwei);
