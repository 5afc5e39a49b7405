namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>Cuts RPCs that are too long for one frame.</summary>
internal static class RpcSplitter
{
    /// <summary>
    /// The same content in RPCs of at most so many bytes each, in the same order: halves, and halves of halves. What does not fit alone is left out.
    /// </summary>
    public static IEnumerable<GossipRpc> Split(GossipRpc rpc, int bytesMax)
    {
        if (rpc.Encoding.Length <= bytesMax)
        {
            return [rpc];
        }

        List<GossipRpc> items = [.. Items(rpc)];
        return items.Count > 1 ? items.SelectMany(item => Split(item, bytesMax)) : [];
    }

    // One RPC for each kind of content; one of a single kind becomes two with half of it.
    private static IEnumerable<GossipRpc> Items(GossipRpc rpc)
    {
        GossipRpc[] kinds =
        [
            new() { Subscriptions = rpc.Subscriptions },
            new() { Messages = rpc.Messages },
            new() { Graft = rpc.Graft },
            new() { Prune = rpc.Prune },
            new() { Have = rpc.Have },
            new() { Want = rpc.Want },
            new() { DontWant = rpc.DontWant },
        ];
        GossipRpc[] present = [.. kinds.Where(k => Count(k) > 0)];
        return present.Length == 1 ? Halves(present[0]) : present;
    }

    private static int Count(GossipRpc rpc) =>
        rpc.Subscriptions.Count + rpc.Messages.Count + rpc.Graft.Count + rpc.Prune.Count + rpc.Have.Count + rpc.Want.Count + rpc.DontWant.Count;

    private static IEnumerable<GossipRpc> Halves(GossipRpc rpc)
    {
        if (rpc.Have.Count == 1 && rpc.Have[0].Ids.Count > 1)
        {
            HaveList have = rpc.Have[0];
            return Halved(have.Ids).Select(ids => new GossipRpc { Have = [have with { Ids = ids }] });
        }

        if (Count(rpc) == 1)
        {
            return [rpc];
        }

        return Enumerable.Range(0, 2).Select(half => new GossipRpc
        {
            Subscriptions = Half(rpc.Subscriptions, half),
            Messages = Half(rpc.Messages, half),
            Graft = Half(rpc.Graft, half),
            Prune = Half(rpc.Prune, half),
            Have = Half(rpc.Have, half),
            Want = Half(rpc.Want, half),
            DontWant = Half(rpc.DontWant, half),
        });
    }

    private static IEnumerable<IReadOnlyList<T>> Halved<T>(IReadOnlyList<T> list) => [Half(list, 0), Half(list, 1)];

    private static IReadOnlyList<T> Half<T>(IReadOnlyList<T> list, int half)
    {
        int middle = (list.Count + 1) / 2;
        return half == 0 ? [.. list.Take(middle)] : [.. list.Skip(middle)];
    }
}
