namespace P2PProver.Contracts.Abi;

/// <summary>Why bytes are no encoding of a type.</summary>
public enum AbiFault
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>A head, a length or an offset leads behind the end.</summary>
    OutOfBounds,

    /// <summary>A number outside its type, or padding that is not zero.</summary>
    OutOfRange,

    /// <summary>The encoding uses the same bytes for several values, as no encoder does: decoding could take any time.</summary>
    TooMuchWork,

    /// <summary>The selector or the topics are those of another function, error or event.</summary>
    WrongSelector,
}
