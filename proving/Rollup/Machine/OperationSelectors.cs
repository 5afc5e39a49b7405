using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>The preprocessed columns of the operation table.</summary>
internal sealed class OperationSelectors(ColumnScope columns)
{
    /// <summary>First rows of blocks.</summary>
    public Column Sender { get; } = columns.Preprocessed("sender");

    /// <summary>Second rows of blocks.</summary>
    public Column Receiver { get; } = columns.Preprocessed("receiver");

    /// <summary>The first row of the table.</summary>
    public Column First { get; } = columns.Preprocessed("first");

    /// <summary>The row behind the last block, which holds what is left at the end.</summary>
    public Column Final { get; } = columns.Preprocessed("final");

    /// <summary>First rows: how many rows of the hash table take the block.</summary>
    public Column Uses { get; } = columns.Preprocessed("uses");

    /// <summary>The row's number: that of the update it may make.</summary>
    public Column Number { get; } = columns.Preprocessed("number");

    /// <summary>Rows of blocks.</summary>
    public Expr Live => Sender + Receiver;
}
