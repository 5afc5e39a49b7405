using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>
/// Reads RPCs from untrusted bytes. Each list stops growing at its bound, fields that we do not know are passed over, and a message is copied once.
/// </summary>
internal sealed class GossipRpcReader
{
    private readonly RpcLimits _limits;
    private readonly List<SubscriptionChange> _subscriptions = [];
    private readonly List<GossipMessage> _messages = [];
    private readonly List<HaveList> _have = [];
    private readonly List<MessageId> _want = [];
    private readonly List<string> _graft = [];
    private readonly List<PruneNotice> _prune = [];
    private readonly List<MessageId> _dontWant = [];
    private int _controls;
    private int _ids;

    private GossipRpcReader(RpcLimits limits)
    {
        _limits = limits;
    }

    /// <summary>Reads one RPC that takes up all of the bytes.</summary>
    public static RpcFault TryRead(ReadOnlySpan<byte> bytes, RpcLimits limits, out GossipRpc? rpc)
    {
        GossipRpcReader state = new(limits);
        RpcFault fault = state.Read(bytes);
        rpc = fault != RpcFault.None ? null : new GossipRpc
        {
            Subscriptions = state._subscriptions,
            Messages = state._messages,
            Have = state._have,
            Want = state._want,
            Graft = state._graft,
            Prune = state._prune,
            DontWant = state._dontWant,
        };
        return fault;
    }

    private RpcFault Read(ReadOnlySpan<byte> bytes)
    {
        ProtoReader reader = new(bytes);
        RpcFault fault = RpcFault.None;
        while (fault == RpcFault.None && reader.Next())
        {
            if (reader.WireType == ProtoWireType.Bytes)
            {
                fault = reader.Field switch
                {
                    RpcFields.Subscription => ReadSubscription(reader.Bytes),
                    RpcFields.Publish => ReadMessage(reader.Bytes),
                    RpcFields.Control => ReadControl(reader.Bytes),
                    _ => RpcFault.None,
                };
            }
        }

        return fault == RpcFault.None && reader.Malformed ? RpcFault.Malformed : fault;
    }

    private RpcFault ReadSubscription(ReadOnlySpan<byte> bytes)
    {
        bool subscribe = false;
        string? topic = null;
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Is(RpcFields.Subscribe, ProtoWireType.Varint))
            {
                subscribe = reader.Number != 0;
            }
            else if (reader.Is(RpcFields.SubscriptionTopic, ProtoWireType.Bytes) && !TryReadTopic(reader.Bytes, out topic))
            {
                return RpcFault.Malformed;
            }
        }

        if (topic is null || reader.Malformed)
        {
            return RpcFault.Malformed;
        }

        if (_subscriptions.Count >= _limits.SubscriptionsMax)
        {
            return RpcFault.TooMany;
        }

        _subscriptions.Add(new SubscriptionChange(topic, subscribe));
        return RpcFault.None;
    }

    private RpcFault ReadMessage(ReadOnlySpan<byte> bytes)
    {
        if (_messages.Count >= _limits.MessagesMax)
        {
            return RpcFault.TooMany;
        }

        if (!GossipMessage.TryRead(bytes, _limits.TopicBytesMax, out GossipMessage? message))
        {
            return RpcFault.Malformed;
        }

        _messages.Add(message!);
        return RpcFault.None;
    }

    private RpcFault ReadControl(ReadOnlySpan<byte> bytes)
    {
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.WireType != ProtoWireType.Bytes || reader.Field > RpcFields.DontWant)
            {
                continue;
            }

            if (++_controls > _limits.ControlsMax)
            {
                return RpcFault.TooMany;
            }

            bool read = reader.Field switch
            {
                RpcFields.Have => ReadHave(reader.Bytes),
                RpcFields.Want => ReadIds(reader.Bytes, RpcFields.WantId, _want),
                RpcFields.Graft => ReadGraft(reader.Bytes),
                RpcFields.Prune => ReadPrune(reader.Bytes),
                _ => ReadIds(reader.Bytes, RpcFields.WantId, _dontWant),
            };
            if (!read)
            {
                return RpcFault.Malformed;
            }
        }

        return reader.Malformed ? RpcFault.Malformed : RpcFault.None;
    }

    private bool ReadHave(ReadOnlySpan<byte> bytes)
    {
        List<MessageId> ids = [];
        if (!ReadIds(bytes, RpcFields.HaveId, ids) || !TryFindTopic(bytes, out string? topic))
        {
            return false;
        }

        _have.Add(new HaveList(topic, ids));
        return true;
    }

    private bool ReadGraft(ReadOnlySpan<byte> bytes)
    {
        if (!TryFindTopic(bytes, out string? topic))
        {
            return false;
        }

        _graft.Add(topic);
        return true;
    }

    private bool ReadPrune(ReadOnlySpan<byte> bytes)
    {
        List<PeerInfo> peers = [];
        ulong backoff = 0;
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Is(RpcFields.PruneBackoff, ProtoWireType.Varint))
            {
                backoff = reader.Number;
            }
            else if (reader.Is(RpcFields.PrunePeer, ProtoWireType.Bytes) && peers.Count < _limits.PrunePeersMax)
            {
                if (!TryReadInfo(reader.Bytes, out PeerInfo peer))
                {
                    return false;
                }

                peers.Add(peer);
            }
        }

        if (reader.Malformed || !TryFindTopic(bytes, out string? topic))
        {
            return false;
        }

        _prune.Add(new PruneNotice(topic, backoff, peers));
        return true;
    }

    private static bool TryReadInfo(ReadOnlySpan<byte> bytes, out PeerInfo info)
    {
        info = default;
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Is(RpcFields.InfoPeer, ProtoWireType.Bytes))
            {
                info = info with { Peer = reader.Bytes.ToArray() };
            }
            else if (reader.Is(RpcFields.InfoRecord, ProtoWireType.Bytes))
            {
                info = info with { SignedRecord = reader.Bytes.ToArray() };
            }
        }

        return !reader.Malformed;
    }

    // Ids past the bound, and such as are too long to be ours, are left out.
    private bool ReadIds(ReadOnlySpan<byte> bytes, int field, List<MessageId> ids)
    {
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Is(field, ProtoWireType.Bytes) && reader.Bytes.Length is > 0 and <= MessageId.BytesMax && _ids < _limits.IdsMax)
            {
                _ids++;
                ids.Add(new MessageId(reader.Bytes));
            }
        }

        return !reader.Malformed;
    }

    private bool TryFindTopic(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? topic)
    {
        topic = null;
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Is(RpcFields.ControlTopic, ProtoWireType.Bytes) && !TryReadTopic(reader.Bytes, out topic))
            {
                return false;
            }
        }

        return topic is not null && !reader.Malformed;
    }

    private bool TryReadTopic(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? topic) => TopicName.TryRead(bytes, _limits.TopicBytesMax, out topic);
}
