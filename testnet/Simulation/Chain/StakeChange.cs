using System.Runtime.InteropServices;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>A node's stake from a block on.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StakeChange(long Block, UInt128 Stake);
