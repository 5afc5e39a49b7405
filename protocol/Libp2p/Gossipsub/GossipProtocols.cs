namespace P2PProver.Libp2p.Gossipsub;

/// <summary>The protocol ids of gossipsub.</summary>
public static class GossipProtocols
{
    /// <summary>All that are spoken, the best first.</summary>
    public static IReadOnlyList<string> All { get; } = ["/meshsub/1.2.0", "/meshsub/1.1.0", "/meshsub/1.0.0"];

    /// <summary>The version that a protocol id stands for; null for an id of something else.</summary>
    public static GossipVersion? VersionOf(string protocol) => protocol switch
    {
        "/meshsub/1.2.0" => GossipVersion.V12,
        "/meshsub/1.1.0" => GossipVersion.V11,
        "/meshsub/1.0.0" => GossipVersion.V10,
        _ => null,
    };
}
