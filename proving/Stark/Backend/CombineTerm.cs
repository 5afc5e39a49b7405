using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>One matrix of a batch of openings.</summary>
/// <param name="Matrix">The extended matrix.</param>
/// <param name="BatchExponent">Power of the batching challenge of its last column at zeta; it rises by one from each column to the one before.</param>
/// <param name="NextExponent">How much higher the powers are at the next row's point.</param>
/// <param name="AtZeta">Its claimed values at zeta.</param>
/// <param name="AtNext">Its claimed values at the next row's point; empty when it is not opened there.</param>
public sealed record CombineTerm(
    IDeviceMatrix Matrix, int BatchExponent, int NextExponent, ReadOnlyMemory<Ext5> AtZeta, ReadOnlyMemory<Ext5> AtNext);
