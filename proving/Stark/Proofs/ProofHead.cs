using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// The part of a proof that comes before the queries: its size is a constant of the key. Arrays have the lengths the shape says;
/// a missing commitment is an empty cap, a witness of zero bits is zero and takes no bytes.
/// </summary>
public sealed class ProofHead
{
    /// <summary>Cap of the main traces.</summary>
    public required Digest8[] MainCap { get; init; }

    /// <summary>Proof of work before the LogUp challenges.</summary>
    public KoalaBear LookupWitness { get; set; }

    /// <summary>Cap of the permutation traces; empty without lookups.</summary>
    public required Digest8[] PermutationCap { get; init; }

    /// <summary>Final accumulators, one for each table with interactions.</summary>
    public required Ext5[] Terminals { get; init; }

    /// <summary>Cap of the quotient chunks.</summary>
    public required Digest8[] QuotientCap { get; init; }

    /// <summary>Claimed values in the order of <see cref="ProofShape.Openings"/>.</summary>
    public required Ext5[] Openings { get; init; }

    /// <summary>Proof of work before the batching challenge.</summary>
    public KoalaBear BatchWitness { get; set; }

    /// <summary>Caps of the FRI rounds.</summary>
    public required Digest8[][] FoldCaps { get; init; }

    /// <summary>Proofs of work before the folding challenges.</summary>
    public required KoalaBear[] FoldWitnesses { get; init; }

    /// <summary>Coefficients of the final polynomial, constant first.</summary>
    public required Ext5[] FinalPolynomial { get; init; }

    /// <summary>Proof of work before the query indices.</summary>
    public KoalaBear QueryWitness { get; set; }

    /// <summary>A head of the right lengths, all zero.</summary>
    /// <param name="shape">The shape.</param>
    public static ProofHead Create(ProofShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int cap = 1 << shape.Parameters.CapHeight;
        return new ProofHead
        {
            MainCap = new Digest8[cap],
            PermutationCap = new Digest8[shape.HasLookups ? cap : 0],
            Terminals = new Ext5[shape.TerminalCount],
            QuotientCap = new Digest8[cap],
            Openings = new Ext5[shape.OpenedValueCount],
            FoldCaps = [.. shape.Schedule.Rounds.Select(round => new Digest8[shape.FoldCapLength(round)])],
            FoldWitnesses = new KoalaBear[shape.Schedule.Rounds.Count],
            FinalPolynomial = new Ext5[1 << shape.Parameters.LogFinalLength],
        };
    }
}
