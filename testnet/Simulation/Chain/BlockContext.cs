using System.Runtime.InteropServices;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>What a call sees of its block.</summary>
/// <param name="Number">The block's number.</param>
/// <param name="Time">Its timestamp, in seconds.</param>
/// <param name="BaseFee">Its base fee, in wei per gas.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BlockContext(long Number, long Time, UInt128 BaseFee);
