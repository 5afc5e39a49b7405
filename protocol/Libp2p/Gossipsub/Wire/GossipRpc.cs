namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>All that one peer tells another at a time. Immutable; its encoding is made once, however many peers it goes to.</summary>
internal sealed class GossipRpc
{
    private byte[]? _encoding;

    public IReadOnlyList<SubscriptionChange> Subscriptions { get; init; } = [];

    public IReadOnlyList<GossipMessage> Messages { get; init; } = [];

    public IReadOnlyList<HaveList> Have { get; init; } = [];

    public IReadOnlyList<MessageId> Want { get; init; } = [];

    public IReadOnlyList<string> Graft { get; init; } = [];

    public IReadOnlyList<PruneNotice> Prune { get; init; } = [];

    public IReadOnlyList<MessageId> DontWant { get; init; } = [];

    public ReadOnlyMemory<byte> Encoding => _encoding ??= GossipRpcWriter.Write(this);
}
