namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>A peer leaves our mesh of a topic (PRUNE), asks us to stay away for a while, and may name others to turn to.</summary>
internal readonly record struct PruneNotice(string Topic, ulong BackoffSeconds, IReadOnlyList<PeerInfo> Peers);
