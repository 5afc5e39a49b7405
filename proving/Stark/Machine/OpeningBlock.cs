namespace P2PProver.Stark;

/// <summary>The claimed values of one matrix at one point.</summary>
/// <param name="Commitment">Index among <see cref="ProofShape.Commitments"/>.</param>
/// <param name="Matrix">Index within the commitment.</param>
/// <param name="IsNext">Whether the point is zeta times the generator of the table's domain.</param>
/// <param name="Offset">Position of the first value among all claimed values.</param>
/// <param name="Width">Number of values, one a base column.</param>
/// <param name="LogHeight">log2 of the table's height.</param>
/// <param name="BatchExponent">Power of the batching challenge of the last value; it rises by one from each value to the one before.</param>
public sealed record OpeningBlock(
    int Commitment, int Matrix, bool IsNext, int Offset, int Width, int LogHeight, int BatchExponent);
