using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>The matrices of one commitment, in table order.</summary>
public sealed class CommitmentShape
{
    internal CommitmentShape(CommitmentKind kind, ImmutableArray<CommittedMatrix> matrices)
    {
        Kind = kind;
        Matrices = matrices;
        LogMaxHeight = matrices.Max(matrix => matrix.LogHeight);
    }

    /// <summary>Which commitment this is.</summary>
    public CommitmentKind Kind { get; }

    /// <summary>Its matrices; never empty.</summary>
    public ImmutableArray<CommittedMatrix> Matrices { get; }

    /// <summary>log2 of the tallest table in it.</summary>
    public int LogMaxHeight { get; }
}
