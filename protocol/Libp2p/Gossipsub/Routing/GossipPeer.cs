using P2PProver.Libp2p.Gossipsub.Scoring;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>A peer that we have a stream to.</summary>
internal sealed class GossipPeer(PeerId id, bool isOutbound, bool isDirect, PeerScore score, GossipOptions options)
{
    public PeerId Id => id;

    public GossipVersion Version { get; set; }

    /// <summary>Whether we dialled.</summary>
    public bool IsOutbound => isOutbound;

    public bool IsDirect => isDirect;

    public PeerScore Score => score;

    public SendQueue Queue { get; set; } = new(options);

    /// <summary>The topics that the peer follows.</summary>
    public HashSet<GossipTopic> Topics { get; } = [];

    /// <summary>The peer's signed record; empty if it has none.</summary>
    public ReadOnlyMemory<byte> SignedRecord { get; set; }

    /// <summary>Messages that the peer does not want, each until a heartbeat.</summary>
    public Dictionary<MessageId, long> DontWant { get; } = [];

    /// <summary>IHAVE since the last heartbeat.</summary>
    public int HaveMessages { get; set; }

    /// <summary>Ids asked for since the last heartbeat.</summary>
    public int IdsAsked { get; set; }

    /// <summary>Ids of IDONTWANT since the last heartbeat.</summary>
    public int DontWantIds { get; set; }

    /// <summary>Peers taken from PRUNE since the last heartbeat.</summary>
    public int PeersTaken { get; set; }

    /// <summary>Messages of this peer that are being looked at.</summary>
    public int Validations { get; set; }

    /// <summary>Whether the peer is still there; messages that it sent may outlive it.</summary>
    public bool IsGone { get; set; }

    /// <summary>Control messages of a heartbeat, collected to be sent together.</summary>
    public List<string> GraftsToSend { get; } = [];

    public List<PruneNotice> PrunesToSend { get; } = [];

    public List<HaveList> HavesToSend { get; } = [];

    public bool Wants(MessageId message) => !DontWant.ContainsKey(message);
}
