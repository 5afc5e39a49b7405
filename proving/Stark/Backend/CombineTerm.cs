using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>One matrix of a batch of openings.</summary>
/// <param name="Matrix">The extended matrix.</param>
/// <param name="BatchOffset">Power of the batching challenge of its first column at zeta.</param>
/// <param name="AtZeta">Its claimed values at zeta.</param>
/// <param name="AtNext">Its claimed values at the next row's point, batched right after; empty when it is not opened there.</param>
public sealed record CombineTerm(IDeviceMatrix Matrix, int BatchOffset, ReadOnlyMemory<Ext5> AtZeta, ReadOnlyMemory<Ext5> AtNext);
