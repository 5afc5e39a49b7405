using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The heavy steps of a prover, over matrices that need not leave the device between steps. Transcript, sampling and serialisation stay
/// above this interface, so that proofs are byte-identical whatever the backend, its threads and its instruction set.
/// </summary>
/// <remarks>
/// Rows are in natural order: row i of an extended matrix of n rows stands at 3 w_n^i; entry i of a codeword at w_n^i. Results are owned by
/// the caller. A backend may run one step at a time; it is not safe for concurrent use.
/// </remarks>
public interface IProverBackend : IDisposable
{
    /// <summary>A name for reports.</summary>
    string Name { get; }

    /// <summary>Brings a matrix to the device and takes ownership of it.</summary>
    /// <param name="matrix">The matrix.</param>
    IDeviceMatrix Upload(FieldMatrix matrix);

    /// <summary>Copies a matrix to main memory.</summary>
    /// <param name="matrix">The matrix.</param>
    FieldMatrix Download(IDeviceMatrix matrix);

    /// <summary>Extends a trace on the subgroup of its height to the coset 3 K of 2^logBlowup times the size.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="logBlowup">log2 of the blow-up.</param>
    IDeviceMatrix Extend(IDeviceMatrix trace, int logBlowup);

    /// <summary>Commits to matrices of power-of-two heights in one tree.</summary>
    /// <param name="hash">The hash family.</param>
    /// <param name="matrices">The matrices; those of one height are hashed side by side in this order.</param>
    /// <param name="capHeight">log2 of the number of digests in the cap.</param>
    IDeviceTree Commit(HashId hash, IReadOnlyList<IDeviceMatrix> matrices, int capHeight);

    /// <summary>Opens a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="indices">Row numbers of any height, repetitions allowed; the low bits count.</param>
    TreeOpening Open(IDeviceTree tree, ReadOnlySpan<int> indices);

    /// <summary>Computes a table's permutation trace.</summary>
    /// <param name="request">The inputs.</param>
    /// <param name="terminal">The final accumulator.</param>
    IDeviceMatrix Permutation(LookupRequest request, out Ext5 terminal);

    /// <summary>
    /// Computes a table's quotient, splits it by coefficients into chunks of the table's height, q = sum_i x^(iN) q_i, and extends them.
    /// </summary>
    /// <param name="request">The inputs.</param>
    /// <returns>The extended matrix: five base columns a chunk.</returns>
    IDeviceMatrix Quotient(QuotientRequest request);

    /// <summary>Prepares the out-of-domain point for tables of one height.</summary>
    /// <param name="logHeight">log2 of the height.</param>
    /// <param name="zeta">A point outside all domains.</param>
    IDevicePoint Prepare(int logHeight, Ext5 zeta);

    /// <summary>Evaluates the columns of an extended matrix.</summary>
    /// <param name="extended">The matrix.</param>
    /// <param name="point">The prepared point.</param>
    /// <param name="atZeta">Receives one value a column.</param>
    /// <param name="atNext">Receives one value a column at zeta times the trace domain's generator; may be empty.</param>
    void Evaluate(IDeviceMatrix extended, IDevicePoint point, Span<Ext5> atZeta, Span<Ext5> atNext);

    /// <summary>
    /// The codeword of one height that FRI proves to be of low degree: sum of batch^j (claimed_j - f_j(x)) / (point_j - x).
    /// </summary>
    /// <param name="point">The prepared point of that height.</param>
    /// <param name="terms">The matrices of that height.</param>
    /// <param name="batch">The batching challenge.</param>
    /// <param name="logBlowup">log2 of the blow-up.</param>
    IDeviceMatrix Combine(IDevicePoint point, IReadOnlyList<CombineTerm> terms, Ext5 batch, int logBlowup);

    /// <summary>Arranges a codeword for commitment: row i holds the entries that fold into entry i.</summary>
    /// <param name="codeword">The codeword.</param>
    /// <param name="logArity">log2 of the arity.</param>
    IDeviceMatrix ArrangeGroups(IDeviceMatrix codeword, int logArity);

    /// <summary>Folds a codeword and adds challenge^arity times another one.</summary>
    /// <param name="codeword">The codeword.</param>
    /// <param name="logArity">log2 of the arity.</param>
    /// <param name="challenge">The folding challenge.</param>
    /// <param name="rollIn">A codeword of the folded length, or null.</param>
    IDeviceMatrix Fold(IDeviceMatrix codeword, int logArity, Ext5 challenge, IDeviceMatrix? rollIn);
}
