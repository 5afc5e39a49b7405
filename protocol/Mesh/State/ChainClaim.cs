using System.Runtime.InteropServices;
using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>A position claimed on chain.</summary>
/// <param name="Block">The block.</param>
/// <param name="Position">The position.</param>
/// <param name="Claimant">The claimant's account.</param>
/// <param name="Payout">Where it must be credited.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChainClaim(ulong Block, int Position, Address Claimant, Address Payout);
