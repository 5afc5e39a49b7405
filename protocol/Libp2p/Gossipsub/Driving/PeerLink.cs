using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Driving;

/// <summary>The streams with one peer: one of ours to write, one of the peer's to read. Guarded by the service's lock.</summary>
internal sealed class PeerLink(PeerId peer)
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PeerId Peer => peer;

    /// <summary>Wakes the writer.</summary>
    public AsyncSignal News { get; } = new();

    /// <summary>Ends when the first stream to the peer was opened, or when there will be none: before, nobody would know what the peer's words refer to.</summary>
    public Task Ready => _ready.Task;

    public MuxedStream? Inbound { get; set; }

    public MuxedStream? Outbound { get; set; }

    public GossipVersion Version { get; set; }

    /// <summary>Whether the stream to the peer is of no more use.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether the peer was heard of again while its link was ending.</summary>
    public bool IsWantedAgain { get; set; }

    public void SetReady() => _ready.TrySetResult();
}
