using P2PProver.Mesh;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>
/// The bytes of messages on the wire: hash, key and signature fields with their MessagePack heads, as docs/PROTOCOL.md lays them out. An estimate
/// within a few bytes; the caps are the wire's own.
/// </summary>
internal static class MessageSizes
{
    private const int HashBytes = 34;
    private const int SignatureBytes = 66;
    private const int SmallBytes = 6;

    /// <summary>The size of a gossip message.</summary>
    public static int Of(MeshMessage message) => message switch
    {
        Claim => (2 * HashBytes) + SignatureBytes + (2 * SmallBytes) + 12,
        ClaimHeartbeat => (2 * HashBytes) + SignatureBytes + (2 * SmallBytes) + 4,
        ProofHeader => HeaderBytes,
        FinalHeader => (3 * HashBytes) + 21 + SignatureBytes + (2 * SmallBytes),
        BatchAnnounce announce => ((4 + announce.WitnessProviders.Count) * HashBytes) + SignatureBytes + (3 * SmallBytes),
        InvalidProof => HeaderBytes + HashBytes + SignatureBytes + SmallBytes,
        _ => (2 * HeaderBytes) + HashBytes + SignatureBytes + SmallBytes,
    };

    /// <summary>The size of a status.</summary>
    public static int Of(Status status) => (3 * HashBytes) + (2 * SmallBytes) + (status.Batches.Count * (HashBytes + 18));

    /// <summary>The size of an answer to a status.</summary>
    public static int Of(StatusReply reply) => Of(reply.Status) + ((reply.Headers.Count + reply.Finals.Count) * HeaderBytes);

    private const int HeaderBytes = (3 * HashBytes) + SignatureBytes + (3 * SmallBytes);
}
