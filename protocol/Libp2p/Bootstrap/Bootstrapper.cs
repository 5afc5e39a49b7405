using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Names;
using P2PProver.Libp2p.PeerExchange;
using P2PProver.Libp2p.Persistence;

namespace P2PProver.Libp2p.Bootstrap;

/// <summary>
/// Keeps a node connected: as long as it has too few peers, it dials those it knows from before, asks connected ones for others, and goes to the
/// bootstrap list. The list is needed once; after that a node finds its peers without it.
/// </summary>
public sealed class Bootstrapper(
    Libp2pHost host, PeerStore store, PeerExchangeService exchange, AddressResolver resolver, BootstrapOptions options, TimeProvider time, Random random)
{
    /// <summary>Looks at the number of peers now and at intervals, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await RunOnceAsync(cancel);
                await Task.Delay(options.Interval, time, cancel);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The caller stopped it, or the host is closed.
        }
    }

    /// <summary>One round; does nothing while there are enough peers.</summary>
    public async Task RunOnceAsync(CancellationToken cancel)
    {
        if (CountPeers() >= options.PeersMin)
        {
            return;
        }

        await DialAllAsync(Choose(), cancel);
        if (CountPeers() < options.PeersMin)
        {
            await DialAllAsync(await ResolveListAsync(cancel), cancel);
        }

        PeerId[] peers = [.. host.Connections.Select(c => c.RemotePeer).Distinct()];
        random.Shuffle(peers);
        foreach (PeerId peer in peers.Take(CountPeers() < options.PeersMin ? options.AskedPerRoundMax : 0))
        {
            await exchange.AskAsync(peer, cancel);
        }
    }

    private int CountPeers() => host.Connections.Where(c => !c.IsEnding).Select(c => c.RemotePeer).Distinct().Count();

    // Two thirds of those seen last, one third of the others: old friends first, and yet not only them.
    private IReadOnlyList<(PeerId Peer, IReadOnlyList<Multiaddr> Addresses)> Choose()
    {
        HashSet<PeerId> present = [.. host.Connections.Select(c => c.RemotePeer)];
        StoredPeer[] known = [.. store.All().Where(p => p.Addresses.Count > 0 && p.Peer != host.Id && !present.Contains(p.Peer) && !host.IsBanned(p.Peer))];
        int friends = Math.Min(known.Length, 2 * options.DialsPerRoundMax / 3);
        StoredPeer[] others = known[friends..];
        random.Shuffle(others);
        return [.. known[..friends].Concat(others.Take(options.DialsPerRoundMax - friends)).Select(p => (p.Peer, p.Addresses))];
    }

    private async Task<IReadOnlyList<(PeerId Peer, IReadOnlyList<Multiaddr> Addresses)>> ResolveListAsync(CancellationToken cancel)
    {
        List<Multiaddr> found = [];
        foreach (Multiaddr address in options.Addresses)
        {
            found.AddRange(await resolver.ResolveAsync(address, cancel));
        }

        (PeerId Peer, IReadOnlyList<Multiaddr> Addresses)[] peers =
            [.. found.Where(a => a.Peer is not null && a.Peer != host.Id).GroupBy(a => a.Peer!).Select(g => (g.Key, (IReadOnlyList<Multiaddr>)[.. g]))];
        random.Shuffle(peers);
        return [.. peers.Take(options.DialsPerRoundMax)];
    }

    private async Task DialAllAsync(IReadOnlyList<(PeerId Peer, IReadOnlyList<Multiaddr> Addresses)> peers, CancellationToken cancel) =>
        await Task.WhenAll(peers.Select(p => host.DialAsync(p.Peer, p.Addresses, cancel)));
}
