namespace P2PProver.Libp2p.Yamux;

/// <summary>The types of frames.</summary>
internal enum YamuxType : byte
{
    /// <summary>So many bytes of a stream follow.</summary>
    Data = 0,

    /// <summary>The receiver may send so many bytes more.</summary>
    WindowUpdate = 1,

    /// <summary>A question (SYN) or its answer (ACK); the length is a number to tell them apart.</summary>
    Ping = 2,

    /// <summary>The session ends; the length is the reason.</summary>
    GoAway = 3,
}
