namespace P2PProver.Mesh.Wire;

/// <summary>Names of topics and streams.</summary>
public static class MeshTopics
{
    /// <summary>Protocol of pulling proofs.</summary>
    public const string ProofProtocol = "/p2pprover/proof/1";

    /// <summary>Protocol of pulling witness packages.</summary>
    public const string WitnessProtocol = "/p2pprover/witness/1";

    /// <summary>Protocol of the handshake.</summary>
    public const string StatusProtocol = "/p2pprover/status/1";

    /// <summary>The topics, in the order of their numbers.</summary>
    public static IReadOnlyList<MeshTopic> All { get; } = [MeshTopic.Announce, MeshTopic.Claim, MeshTopic.Header, MeshTopic.Report, MeshTopic.Root];

    /// <summary>The name of a topic: /p2pprover/NETWORK/NAME/1, the network as 64 hexadecimal digits.</summary>
    public static string Name(Hash32 network, MeshTopic topic) => $"/p2pprover/{network}/{Word(topic)}/1";

    /// <summary>The topic of a name on this network; false for any other name.</summary>
    public static bool TryParse(string name, Hash32 network, out MeshTopic topic)
    {
        foreach (MeshTopic candidate in All)
        {
            if (string.Equals(name, Name(network, candidate), StringComparison.Ordinal))
            {
                topic = candidate;
                return true;
            }
        }

        topic = default;
        return false;
    }

    private static string Word(MeshTopic topic) => topic switch
    {
        MeshTopic.Announce => "announce",
        MeshTopic.Claim => "claim",
        MeshTopic.Header => "header",
        MeshTopic.Report => "report",
        MeshTopic.Root => "root",
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "there is no such topic"),
    };
}
