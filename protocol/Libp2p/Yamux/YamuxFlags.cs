namespace P2PProver.Libp2p.Yamux;

/// <summary>What a frame says about its stream, beside its own purpose.</summary>
[Flags]
internal enum YamuxFlags : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The stream is new.</summary>
    Syn = 1,

    /// <summary>The new stream is accepted.</summary>
    Ack = 2,

    /// <summary>The sender will send no more.</summary>
    Fin = 4,

    /// <summary>The stream ends at once, both ways.</summary>
    Rst = 8,
}
