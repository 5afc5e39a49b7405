namespace P2PProver.Libp2p.Hosting.Penalties;

/// <summary>What a peer did wrong.</summary>
public enum Offence
{
    /// <summary>Handshakes that failed: other protocols, bytes that decrypt to nothing, an identity that is not proven.</summary>
    BadHandshake,

    /// <summary>Handshakes that were begun and never finished.</summary>
    SlowHandshake,

    /// <summary>Ciphertext that was changed, repeated or moved. Somebody on the way could do that too, so it weighs less than a bad frame.</summary>
    BadCiphertext,

    /// <summary>A frame of the multiplexer that nobody sends: malformed, beyond a window, a number used twice.</summary>
    BadFrame,

    /// <summary>More pings, refused streams or unread bytes than a connection bears.</summary>
    Flood,

    /// <summary>A message that its protocol does not allow.</summary>
    BadMessage,

    /// <summary>More requests than the protocol grants.</summary>
    TooManyRequests,
}
