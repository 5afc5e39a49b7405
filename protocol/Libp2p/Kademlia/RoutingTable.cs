using System.Net;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Kademlia;

/// <summary>
/// The peers of a node by their distance, in buckets of bounded size, without I/O. Old peers that are of use stay: who floods a table with new ones
/// finds it full. Neighbourhoods are bounded too, so that one network cannot fill a bucket. Not safe for several threads.
/// </summary>
public sealed class RoutingTable
{
    private readonly KadOptions _options;
    private readonly PeerId _self;
    private readonly KadKey _selfKey;
    private readonly List<Entry>[] _buckets = [.. Enumerable.Range(0, KadKey.Bits).Select(_ => new List<Entry>())];

    /// <summary>The empty table of a node.</summary>
    public RoutingTable(PeerId self, KadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _self = self;
        _selfKey = KadKey.Of(self);
        _options = options;
    }

    /// <summary>How many peers are in.</summary>
    public int Count => _buckets.Sum(b => b.Count);

    /// <summary>The number of the farthest bucket that is not empty, counted from the nearest half of the key space; -1 for an empty table.</summary>
    public int DeepestBucket => Array.FindLastIndex(_buckets, b => b.Count > 0);

    /// <summary>Offers a peer that just proved to be there and to serve others.</summary>
    public TableOutcome Offer(KadPeer peer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(peer);
        if (peer.Peer == _self)
        {
            return TableOutcome.Self;
        }

        KadPeer usable = new(peer.Peer, [.. peer.Addresses.Where(IsUsable).Take(KadMessage.AddressesMax)]);
        if (usable.Addresses.Count == 0)
        {
            return TableOutcome.NoAddress;
        }

        List<Entry> bucket = BucketOf(usable.Key);
        int known = bucket.FindIndex(e => e.Peer.Peer == usable.Peer);
        HashSet<IPNetwork> groups = GroupsOf(usable);
        if (HasTooManyNeighbours(bucket, usable.Peer, groups))
        {
            return TableOutcome.TooManyNeighbours;
        }

        if (known >= 0)
        {
            bucket[known] = new Entry(usable, groups, now);
            return TableOutcome.Updated;
        }

        if (bucket.Count >= _options.BucketSize && !TryMakeRoom(bucket, now))
        {
            return TableOutcome.BucketFull;
        }

        bucket.Add(new Entry(usable, groups, now));
        return TableOutcome.Added;
    }

    /// <summary>A peer answered.</summary>
    public void OnUseful(PeerId peer, DateTimeOffset now)
    {
        List<Entry> bucket = BucketOf(KadKey.Of(peer));
        int known = bucket.FindIndex(e => e.Peer.Peer == peer);
        if (known >= 0)
        {
            bucket[known] = bucket[known] with { UsefulAt = now };
        }
    }

    /// <summary>Removes a peer that failed, or serves others no more.</summary>
    public bool Remove(PeerId peer) => BucketOf(KadKey.Of(peer)).RemoveAll(e => e.Peer.Peer == peer) > 0;

    /// <summary>The peers closest to a point, the closest first.</summary>
    public IReadOnlyList<KadPeer> Closest(KadKey key, int count)
    {
        ArgumentNullException.ThrowIfNull(key);
        List<KadPeer> peers = [.. _buckets.SelectMany(b => b).Select(e => e.Peer)];
        peers.Sort((left, right) => key.CompareDistance(left.Key, right.Key));
        return peers.Count > count ? peers[..count] : peers;
    }

    /// <summary>Whether an address may be entered and passed on.</summary>
    public bool IsUsable(Multiaddr address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return _options.AllowPrivateAddresses ? address.TryGetTcp(out _, out int port) && port > 0 : AddressScope.IsPublic(address);
    }

    private List<Entry> BucketOf(KadKey key) => _buckets[Math.Min(_selfKey.CommonPrefix(key), KadKey.Bits - 1)];

    private static HashSet<IPNetwork> GroupsOf(KadPeer peer) =>
        [.. peer.Addresses.Select(a => a.GetIPAddress()).OfType<IPAddress>().Where(AddressScope.IsPublic).Select(AddressScope.GroupOf)];

    private bool HasTooManyNeighbours(List<Entry> bucket, PeerId peer, HashSet<IPNetwork> groups) =>
        groups.Any(g => bucket.Count(e => e.Peer.Peer != peer && e.Groups.Contains(g)) >= _options.PeersPerGroupMax
            || _buckets.Sum(b => b.Count(e => e.Peer.Peer != peer && e.Groups.Contains(g))) >= _options.TablePeersPerGroupMax);

    private bool TryMakeRoom(List<Entry> bucket, DateTimeOffset now)
    {
        Entry idlest = bucket.MinBy(e => e.UsefulAt)!;
        return now - idlest.UsefulAt > _options.UsefulFor && bucket.Remove(idlest);
    }

    private sealed record Entry(KadPeer Peer, HashSet<IPNetwork> Groups, DateTimeOffset UsefulAt);
}
