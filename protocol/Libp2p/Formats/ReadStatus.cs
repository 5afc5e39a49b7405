namespace P2PProver.Libp2p.Formats;

/// <summary>How far a reader of a stream of bytes came.</summary>
public enum ReadStatus
{
    /// <summary>A whole value was read.</summary>
    Done,

    /// <summary>What is there so far may be the beginning of a value.</summary>
    NeedMore,

    /// <summary>No continuation makes this a value; the stream is of no further use.</summary>
    Malformed,
}
