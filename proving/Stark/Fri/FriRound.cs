using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>One FRI folding round.</summary>
/// <param name="LogSizeBefore">log2 of the vector's length before the fold.</param>
/// <param name="LogArity">log2 of the number of values folded into one.</param>
/// <param name="RollsIn">Whether the reduced openings of the height reached are added after the fold.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FriRound(int LogSizeBefore, int LogArity, bool RollsIn)
{
    /// <summary>log2 of the vector's length after the fold, which is also the number of rows committed.</summary>
    public int LogSizeAfter => LogSizeBefore - LogArity;

    /// <summary>Base columns of the committed matrix before padding: one extension element for each value folded.</summary>
    public int RowWidth => ProofParameters.ExtensionDegree << LogArity;
}
