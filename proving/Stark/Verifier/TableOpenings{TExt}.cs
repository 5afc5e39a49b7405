namespace P2PProver.Stark;

/// <summary>The claimed values of one table.</summary>
/// <typeparam name="TExt">An element of the extension.</typeparam>
internal readonly ref struct TableOpenings<TExt>
{
    private readonly ProofShape _shape;
    private readonly ReadOnlySpan<TExt> _openings;
    private readonly int _table;

    public TableOpenings(ProofShape shape, ReadOnlySpan<TExt> openings, int table)
    {
        _shape = shape;
        _openings = openings;
        _table = table;
    }

    /// <summary>The values of a commitment's columns; empty when they are not opened.</summary>
    public ReadOnlySpan<TExt> Of(CommitmentKind kind, bool next) => _shape.Opened(_openings, kind, _table, next);

    /// <summary>The permutation columns with the table's terminal.</summary>
    public PermutationView<TExt> Permutation(TExt terminal) => new()
    {
        Local = Of(CommitmentKind.Permutation, next: false),
        Next = Of(CommitmentKind.Permutation, next: true),
        Terminal = terminal,
    };
}
