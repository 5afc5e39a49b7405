using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The answers to a proof's queries and the arithmetic over them. A lane value holds one element of the extension for each query; natively
/// that is an array, in a circuit one cell a query. Tests answer natively; a circuit demands that they hold and answers that they do.
/// </summary>
/// <typeparam name="TExt">An element of the extension, the same for all queries.</typeparam>
/// <typeparam name="TCap">The cap of a Merkle tree.</typeparam>
/// <typeparam name="TLanes">An element of the extension for each query.</typeparam>
public interface IQueryAlgebra<TExt, TCap, TLanes>
{
    /// <summary>Checks the opened rows of a tree against its cap.</summary>
    /// <param name="tree">The commitments in their order, then the FRI rounds.</param>
    /// <param name="cap">The cap.</param>
    bool Authenticate(int tree, TCap cap);

    /// <summary>
    /// The opened rows of one group of a commitment's tree, weighted: the sum of challenge^(P - 1 - j) times the column at place j, over
    /// the P places of the padded row.
    /// </summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="group">The group within its tree.</param>
    /// <param name="isNext">Whether only columns count that are opened at the next row's point; else all count.</param>
    /// <param name="challenge">The batching challenge.</param>
    TLanes Weigh(int commitment, int group, bool isNext, TExt challenge);

    /// <summary>The opened rows of a FRI round: for each entry of a group its values.</summary>
    TLanes[] Groups(int round);

    /// <summary>Whether the queried entry of each group of a FRI round is the value that is known there.</summary>
    bool Contains(FriRound round, TLanes[] groups, TLanes values);

    /// <summary>shift * w^i for the generator w of order 2^logSize and the query index i modulo 2^logSize.</summary>
    TLanes Points(int logSize, KoalaBear shift);

    /// <summary>w^-i for the generator w of the domain before the round and the query index i modulo the number of its groups.</summary>
    TLanes InverseGroupPoints(FriRound round);

    /// <summary>The same value for every query.</summary>
    TLanes Broadcast(TExt value);

    /// <summary>a * b + c.</summary>
    TLanes MultiplyAdd(TLanes a, TLanes b, TLanes c);

    /// <summary>a * b.</summary>
    TLanes Multiply(TLanes a, TLanes b);

    /// <summary>a * factor.</summary>
    TLanes Scale(TLanes a, KoalaBear factor);

    /// <summary>a - b.</summary>
    TLanes Subtract(TLanes a, TLanes b);

    /// <summary>(minuend - subtrahend) / divisor for divisors that are known not to be zero.</summary>
    TLanes Quotient(TLanes minuend, TLanes subtrahend, TLanes divisor);

    /// <summary>low + high + factor * scale * (low - high): twice a binary fold.</summary>
    TLanes Fold(TLanes low, TLanes high, TLanes scale, KoalaBear factor);

    /// <summary>Whether two values are equal for every query.</summary>
    bool AreEqual(TLanes left, TLanes right);
}
