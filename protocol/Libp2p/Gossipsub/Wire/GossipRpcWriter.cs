using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>RPCs in bytes (libp2p pub/sub and gossipsub v1.0 to v1.2 specifications).</summary>
internal static class GossipRpcWriter
{
    public static byte[] Write(GossipRpc rpc)
    {
        ProtoWriter writer = new();
        foreach (SubscriptionChange change in rpc.Subscriptions)
        {
            writer.Message(RpcFields.Subscription, new ProtoWriter().Number(RpcFields.Subscribe, change.Subscribe ? 1UL : 0).Text(RpcFields.SubscriptionTopic, change.Topic));
        }

        foreach (GossipMessage message in rpc.Messages)
        {
            writer.Message(RpcFields.Publish, message.Write(withSignature: true));
        }

        ProtoWriter control = WriteControl(rpc);
        return (control.Written.IsEmpty ? writer : writer.Message(RpcFields.Control, control)).ToArray();
    }

    private static ProtoWriter WriteControl(GossipRpc rpc)
    {
        ProtoWriter control = new();
        foreach (HaveList have in rpc.Have)
        {
            control.Message(RpcFields.Have, WriteIds(new ProtoWriter().Text(RpcFields.ControlTopic, have.Topic), RpcFields.HaveId, have.Ids));
        }

        if (rpc.Want.Count > 0)
        {
            control.Message(RpcFields.Want, WriteIds(new ProtoWriter(), RpcFields.WantId, rpc.Want));
        }

        foreach (string topic in rpc.Graft)
        {
            control.Message(RpcFields.Graft, new ProtoWriter().Text(RpcFields.ControlTopic, topic));
        }

        foreach (PruneNotice prune in rpc.Prune)
        {
            control.Message(RpcFields.Prune, WritePrune(prune));
        }

        return rpc.DontWant.Count > 0 ? control.Message(RpcFields.DontWant, WriteIds(new ProtoWriter(), RpcFields.WantId, rpc.DontWant)) : control;
    }

    private static ProtoWriter WritePrune(PruneNotice prune)
    {
        ProtoWriter writer = new ProtoWriter().Text(RpcFields.ControlTopic, prune.Topic);
        foreach (PeerInfo peer in prune.Peers)
        {
            ProtoWriter info = new ProtoWriter().Bytes(RpcFields.InfoPeer, peer.Peer.Span);
            writer.Message(RpcFields.PrunePeer, peer.SignedRecord.IsEmpty ? info : info.Bytes(RpcFields.InfoRecord, peer.SignedRecord.Span));
        }

        return prune.BackoffSeconds > 0 ? writer.Number(RpcFields.PruneBackoff, prune.BackoffSeconds) : writer;
    }

    private static ProtoWriter WriteIds(ProtoWriter writer, int field, IReadOnlyList<MessageId> ids)
    {
        foreach (MessageId id in ids)
        {
            writer.Bytes(field, id.Bytes);
        }

        return writer;
    }
}
