namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>Another peer, with its signed record; neither is verified.</summary>
internal readonly record struct PeerInfo(ReadOnlyMemory<byte> Peer, ReadOnlyMemory<byte> SignedRecord);
