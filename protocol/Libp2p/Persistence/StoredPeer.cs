using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Persistence;

/// <summary>What is remembered of a peer beyond a connection and a restart. Immutable.</summary>
/// <param name="Peer">The peer.</param>
public sealed record StoredPeer(PeerId Peer)
{
    /// <summary>The most addresses that are kept.</summary>
    public const int AddressesMax = 16;

    /// <summary>The most protocols that are kept.</summary>
    public const int ProtocolsMax = 64;

    /// <summary>The longest name of a protocol.</summary>
    public const int ProtocolBytesMax = 256;

    /// <summary>The largest signed record that is kept.</summary>
    public const int RecordBytesMax = 2048;

    /// <summary>The key, where the peer proved it; peer ids of RSA keys do not tell it.</summary>
    public PeerPublicKey? Key { get; init; }

    /// <summary>Where the peer may be reached, without its peer id; one that worked comes first.</summary>
    public IReadOnlyList<Multiaddr> Addresses { get; init; } = [];

    /// <summary>The protocols that the peer said it serves.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = [];

    /// <summary>When the peer was last connected; null if it is known by hearsay only.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>The sequence of <see cref="SignedRecord"/>.</summary>
    public ulong RecordSequence { get; init; }

    /// <summary>The peer's newest signed record, verified, to be passed on; empty if there is none.</summary>
    public ReadOnlyMemory<byte> SignedRecord { get; init; }
}
