namespace P2PProver.Stark;

/// <summary>One matrix of a commitment.</summary>
/// <param name="Table">Index of the table it belongs to.</param>
/// <param name="LogHeight">log2 of the table's height; the committed matrix is the blow-up times as high.</param>
/// <param name="Width">Base columns.</param>
/// <param name="Points">1 when opened at zeta only, 2 when also opened at the next row's point.</param>
public sealed record CommittedMatrix(int Table, int LogHeight, int Width, int Points);
