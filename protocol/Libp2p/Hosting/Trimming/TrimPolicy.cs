namespace P2PProver.Libp2p.Hosting.Trimming;

/// <summary>Chooses the peers to give up when there are too many connections; without state, so that it can be tested by example.</summary>
public static class TrimPolicy
{
    /// <summary>
    /// The peers to disconnect, the least useful first, until <see cref="TrimOptions.LowWater"/> is reached or only protected and new peers are
    /// left; none unless there are more than <see cref="TrimOptions.HighWater"/> connections. Of two equally useful peers the one without streams
    /// goes first, then the one that came by itself, then the newer one: a flood of strangers gives up its own.
    /// </summary>
    public static IReadOnlyList<TrimCandidate> Choose(IReadOnlyCollection<TrimCandidate> peers, TrimOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(peers);
        ArgumentNullException.ThrowIfNull(options);
        int present = peers.Sum(p => p.Connections);
        List<TrimCandidate> chosen = [];
        if (present <= options.HighWater)
        {
            return chosen;
        }

        IEnumerable<TrimCandidate> order = peers
            .Where(p => !p.IsProtected && now - p.OpenedAt >= options.Grace)
            .OrderBy(p => p.Value)
            .ThenBy(p => p.Streams > 0)
            .ThenByDescending(p => p.IsInbound)
            .ThenByDescending(p => p.OpenedAt)
            .ThenBy(p => p.Peer);
        foreach (TrimCandidate peer in order)
        {
            if (present <= options.LowWater)
            {
                break;
            }

            chosen.Add(peer);
            present -= peer.Connections;
        }

        return chosen;
    }
}
