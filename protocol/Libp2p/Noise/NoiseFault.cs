namespace P2PProver.Libp2p.Noise;

/// <summary>Why a Noise handshake failed.</summary>
public enum NoiseFault
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>A message is shorter than its keys, or longer than any that a peer needs to send.</summary>
    MessageLength,

    /// <summary>A key of the other side is not canonical or of small order, or gives the all-zero secret.</summary>
    BadKey,

    /// <summary>A part was not encrypted with the key agreed upon, or the messages were changed on the way.</summary>
    Decryption,

    /// <summary>The payload is no handshake payload, or too large.</summary>
    Payload,

    /// <summary>The identity key did not sign the Noise key.</summary>
    IdentitySignature,

    /// <summary>The other side is not the peer that was dialled.</summary>
    UnexpectedPeer,

    /// <summary>Both sides offered multiplexers in the handshake, and have none in common.</summary>
    NoCommonMuxer,
}
