using P2PProver.Libp2p.Gossipsub.Wire;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>
/// What waits to be sent to one peer, in three classes. Whatever is more important goes first and makes less important things give way; nothing ever
/// waits for a peer.
/// </summary>
internal sealed class SendQueue(GossipOptions options)
{
    private readonly Queue<Item>[] _classes = [new(), new(), new()];
    private long _bytes;

    public bool IsEmpty => _classes[0].Count + _classes[1].Count + _classes[2].Count == 0;

    public long Bytes => _bytes;

    /// <summary>Adds an RPC; the result is what had to go instead, this one perhaps.</summary>
    public SendDrops Add(GossipRpc rpc, SendClass sendClass, MessageId? id)
    {
        SendDrops drops = default;
        int length = rpc.Encoding.Length;

        // A burst of our own messages leaves room for control messages: it is our doing, and no reason to give the peer up.
        bool isOwn = sendClass == SendClass.Control && id is not null;
        long bytesMax = isOwn ? options.QueueBytesMax / 4 * 3 : options.QueueBytesMax;
        int countMax = isOwn ? options.QueueControlMax / 4 * 3 : Bound(sendClass);
        for (int lower = 2; lower > (int)sendClass; lower--)
        {
            while (_bytes + length > bytesMax && _classes[lower].TryDequeue(out Item dropped))
            {
                _bytes -= dropped.Rpc.Encoding.Length;
                drops = drops.With((SendClass)lower);
            }
        }

        if (_bytes + length > bytesMax || _classes[(int)sendClass].Count >= countMax)
        {
            return drops.With(isOwn ? SendClass.Forward : sendClass);
        }

        _classes[(int)sendClass].Enqueue(new Item(rpc, id));
        _bytes += length;
        return drops;
    }

    /// <summary>The next RPC, messages left out that the peer has said meanwhile that it does not want.</summary>
    public bool TryTake(Func<MessageId, bool> isWanted, out GossipRpc? rpc)
    {
        foreach (Queue<Item> queue in _classes)
        {
            while (queue.TryDequeue(out Item item))
            {
                _bytes -= item.Rpc.Encoding.Length;
                if (item.Id is null || isWanted(item.Id.Value))
                {
                    rpc = item.Rpc;
                    return true;
                }
            }
        }

        rpc = null;
        return false;
    }

    private int Bound(SendClass sendClass) => sendClass switch
    {
        SendClass.Control => options.QueueControlMax,
        SendClass.Forward => options.QueueForwardMax,
        _ => options.QueueGossipMax,
    };

    private readonly record struct Item(GossipRpc Rpc, MessageId? Id);
}
