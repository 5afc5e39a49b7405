namespace P2PProver.Rollup;

/// <summary>Why bytes are not the packed data of a batch.</summary>
public enum PackedFault
{
    /// <summary>They are.</summary>
    None,

    /// <summary>There are more than <see cref="BatchShape.DataBytesMax"/> bytes.</summary>
    TooLong,

    /// <summary>The operations fill more than <see cref="BatchShape.ShardCountMax"/> shards.</summary>
    TooManyShards,

    /// <summary>A first byte names no kind.</summary>
    UnknownKind,

    /// <summary>The data ends within an operation.</summary>
    Truncated,

    /// <summary>A fee is not below 2^30.</summary>
    FeeTooLarge,

    /// <summary>A word of a key is not below p.</summary>
    NonCanonicalKey,

    /// <summary>An operation of two blocks crosses the boundary of a shard.</summary>
    Straddles,

    /// <summary>A pad stands where none is needed: not in the last block of a shard, or not before an operation of two blocks.</summary>
    MisplacedPad,

    /// <summary>The last operation is a pad; pads at the end are not written.</summary>
    TrailingPad,

    /// <summary>In a file of signed operations: the bytes of a signature are not canonical.</summary>
    MalformedSignature,
}
