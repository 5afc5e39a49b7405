namespace P2PProver.Libp2p.Persistence;

/// <summary>The bounds of a <see cref="PeerStore"/>.</summary>
public sealed record PeerStoreOptions
{
    /// <summary>The most peers; those known by hearsay make room first, then those not seen for longest.</summary>
    public int PeersMax { get; init; } = 4096;

    /// <summary>Peers not seen for so long are not written.</summary>
    public TimeSpan AgeMax { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How often changes are written.</summary>
    public TimeSpan SaveInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The file; null keeps everything in memory only.</summary>
    public string? Path { get; init; }
}
