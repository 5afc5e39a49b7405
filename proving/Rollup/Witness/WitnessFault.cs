namespace P2PProver.Rollup;

/// <summary>Why bytes are not the witness of a batch.</summary>
public enum WitnessFault
{
    /// <summary>They are.</summary>
    None,

    /// <summary>The first byte is not a version of this program.</summary>
    UnknownVersion,

    /// <summary>The length is not the one that operations and account count give.</summary>
    WrongLength,

    /// <summary>More accounts are open than the tree has leaves.</summary>
    TooManyAccounts,

    /// <summary>A word of a key is not below p.</summary>
    NonCanonicalKey,

    /// <summary>A word of a sibling is not below p.</summary>
    NonCanonicalSibling,

    /// <summary>A signature's bytes are not canonical.</summary>
    MalformedSignature,

    /// <summary>Accounts and siblings do not give the state root that the batch starts from.</summary>
    WrongStateRoot,
}
