namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>Messages of a topic that a peer has seen lately (IHAVE).</summary>
internal readonly record struct HaveList(string Topic, IReadOnlyList<MessageId> Ids);
