namespace P2PProver.Hashing;

/// <summary>The outcome of checking an opening against a commitment.</summary>
public enum MerkleVerdict
{
    /// <summary>The rows are those that were committed to.</summary>
    Valid,

    /// <summary>There is no index, so nothing would be checked.</summary>
    NoIndices,

    /// <summary>An index is not a row of the tallest matrices.</summary>
    IndexOutOfRange,

    /// <summary>The commitment does not have the number of digests that the shape says.</summary>
    CapLength,

    /// <summary>The rows are not as many elements as indices and shape say.</summary>
    RowLength,

    /// <summary>There are more or fewer sibling digests than the indices need.</summary>
    SiblingCount,

    /// <summary>A sibling is not the form of a digest of the family.</summary>
    InvalidDigest,

    /// <summary>Two indices address one row and show different contents.</summary>
    RowsDisagree,

    /// <summary>The rows and siblings do not lead to the commitment.</summary>
    CapMismatch,
}
