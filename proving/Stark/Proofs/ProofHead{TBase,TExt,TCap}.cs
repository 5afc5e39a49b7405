namespace P2PProver.Stark;

/// <summary>
/// The part of a proof that comes before the queries, as numbers or as the cells of a circuit that verifies it. Arrays have the lengths the
/// shape says; a missing commitment is an empty cap, a witness of zero bits is zero and takes no bytes.
/// </summary>
/// <typeparam name="TBase">An element of the base field.</typeparam>
/// <typeparam name="TExt">An element of the extension.</typeparam>
/// <typeparam name="TCap">The cap of a Merkle tree.</typeparam>
public class ProofHead<TBase, TExt, TCap>
    where TBase : struct
{
    /// <summary>Cap of the main traces.</summary>
    public required TCap MainCap { get; init; }

    /// <summary>Proof of work before the LogUp challenges.</summary>
    public TBase LookupWitness { get; set; }

    /// <summary>Cap of the permutation traces; empty without lookups.</summary>
    public required TCap PermutationCap { get; init; }

    /// <summary>Final accumulators, one for each table with interactions.</summary>
    public required TExt[] Terminals { get; init; }

    /// <summary>Cap of the quotient chunks.</summary>
    public required TCap QuotientCap { get; init; }

    /// <summary>Claimed values in the order of <see cref="ProofShape.Openings"/>.</summary>
    public required TExt[] Openings { get; init; }

    /// <summary>Proof of work before the batching challenge.</summary>
    public TBase BatchWitness { get; set; }

    /// <summary>Caps of the FRI rounds.</summary>
    public required TCap[] FoldCaps { get; init; }

    /// <summary>Proofs of work before the folding challenges.</summary>
    public required TBase[] FoldWitnesses { get; init; }

    /// <summary>Coefficients of the final polynomial, constant first.</summary>
    public required TExt[] FinalPolynomial { get; init; }

    /// <summary>Proof of work before the query indices.</summary>
    public TBase QueryWitness { get; set; }

    /// <summary>The cap of a commitment that the proof carries.</summary>
    /// <param name="kind">The commitment.</param>
    /// <param name="preprocessed">The cap of the preprocessed traces, which is the key's.</param>
    internal TCap Cap(CommitmentKind kind, TCap preprocessed) => kind switch
    {
        CommitmentKind.Main => MainCap,
        CommitmentKind.Quotient => QuotientCap,
        CommitmentKind.Preprocessed => preprocessed,
        _ => PermutationCap,
    };
}
