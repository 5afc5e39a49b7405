namespace P2PProver.Libp2p.Connections;

/// <summary>Why a link did not become a connection.</summary>
public enum UpgradeFault
{
    /// <summary>It did.</summary>
    None,

    /// <summary>The link broke or ended.</summary>
    LinkBroken,

    /// <summary>It took longer than <see cref="ConnectionOptions.UpgradeTimeout"/>.</summary>
    TimedOut,

    /// <summary>The other side does not speak Noise.</summary>
    NoCommonSecurity,

    /// <summary>The other side does not speak Yamux.</summary>
    NoCommonMuxer,

    /// <summary>The other side does not speak multistream-select.</summary>
    Malformed,

    /// <summary>The Noise handshake failed; a <see cref="Noise.NoiseFault"/> says why.</summary>
    Noise,

    /// <summary>A connection limit was reached, or the peer is not welcome.</summary>
    NotAdmitted,
}
