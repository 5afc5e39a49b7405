using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Mesh.Wire;

/// <summary>
/// Messages as bytes: canonical MessagePack arrays, version and kind first, every length bounded before anything is read. Readers never
/// throw; writers write only what readers accept.
/// </summary>
public static class MeshWire
{
    /// <summary>The first element of what a signature signs.</summary>
    public const string SigningDomain = "p2pprover mesh 1";

    /// <summary>The most bytes of any message on a topic.</summary>
    public static int BytesMax(MeshTopic topic) => topic switch
    {
        MeshTopic.Announce => MessageCaps.BatchAnnounce,
        MeshTopic.Claim => Math.Max(MessageCaps.Claim, MessageCaps.ClaimHeartbeat),
        MeshTopic.Header => MessageCaps.ProofHeader,
        MeshTopic.Report => Math.Max(MessageCaps.InvalidProof, MessageCaps.Equivocation),
        MeshTopic.Root => MessageCaps.FinalHeader,
        _ => 0,
    };

    /// <summary>The topic that a message belongs on.</summary>
    public static MeshTopic TopicOf(MeshMessage message) => message switch
    {
        BatchAnnounce => MeshTopic.Announce,
        Claim or ClaimHeartbeat => MeshTopic.Claim,
        ProofHeader => MeshTopic.Header,
        InvalidProof or Equivocation => MeshTopic.Report,
        FinalHeader => MeshTopic.Root,
        _ => throw Unknown(message),
    };

    /// <summary>The bytes of a message of ours.</summary>
    /// <exception cref="InvalidOperationException">It breaks a bound of its layout, so that nobody would read it: a bug of the caller.</exception>
    public static byte[] Write(MeshMessage message) => message switch
    {
        BatchAnnounce announce => MeshLayouts.BatchAnnounce.Write(announce),
        Claim claim => MeshLayouts.Claim.Write(claim),
        ClaimHeartbeat heartbeat => MeshLayouts.ClaimHeartbeat.Write(heartbeat),
        ProofHeader header => MeshLayouts.ProofHeader.Write(header),
        FinalHeader final => MeshLayouts.FinalHeader.Write(final),
        InvalidProof report => MeshLayouts.InvalidProof.Write(report),
        Equivocation report => MeshLayouts.Equivocation.Write(report),
        _ => throw Unknown(message),
    };

    /// <summary>Reads a message that came on a topic; on refusal, says why. The signature is not looked at.</summary>
    public static bool TryRead(MeshTopic topic, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out MeshMessage? message, out WireFault fault)
    {
        message = null;
        if (bytes.Length > BytesMax(topic))
        {
            fault = WireFault.TooLong;
            return false;
        }

        fault = MessageHead.TryReadKind(bytes, out MessageKind kind);
        if (fault != WireFault.None)
        {
            return false;
        }

        message = (topic, kind) switch
        {
            (MeshTopic.Announce, MessageKind.BatchAnnounce) => Read(MeshLayouts.BatchAnnounce, bytes, out fault),
            (MeshTopic.Claim, MessageKind.Claim) => Read(MeshLayouts.Claim, bytes, out fault),
            (MeshTopic.Claim, MessageKind.ClaimHeartbeat) => Read(MeshLayouts.ClaimHeartbeat, bytes, out fault),
            (MeshTopic.Header, MessageKind.ProofHeader) => Read(MeshLayouts.ProofHeader, bytes, out fault),
            (MeshTopic.Report, MessageKind.InvalidProof) => Read(MeshLayouts.InvalidProof, bytes, out fault),
            (MeshTopic.Report, MessageKind.Equivocation) => Read(MeshLayouts.Equivocation, bytes, out fault),
            (MeshTopic.Root, MessageKind.FinalHeader) => Read(MeshLayouts.FinalHeader, bytes, out fault),
            _ => null,
        };
        fault = message is null && fault == WireFault.None ? WireFault.WrongKind : fault;
        return message is not null;
    }

    /// <summary>
    /// What the author of a message signs: canonical MessagePack [domain, network, version, kind, every field but the signature], so that no
    /// signature is good for another network, protocol, kind, author or field.
    /// </summary>
    /// <param name="message">The message, of which the signature does not count.</param>
    /// <param name="network">The hash of the network file.</param>
    public static byte[] SigningBytes(MeshMessage message, Hash32 network) => message switch
    {
        BatchAnnounce announce => MeshLayouts.BatchAnnounce.SigningBytes(announce, SigningDomain, network),
        Claim claim => MeshLayouts.Claim.SigningBytes(claim, SigningDomain, network),
        ClaimHeartbeat heartbeat => MeshLayouts.ClaimHeartbeat.SigningBytes(heartbeat, SigningDomain, network),
        ProofHeader header => MeshLayouts.ProofHeader.SigningBytes(header, SigningDomain, network),
        FinalHeader final => MeshLayouts.FinalHeader.SigningBytes(final, SigningDomain, network),
        InvalidProof report => MeshLayouts.InvalidProof.SigningBytes(report, SigningDomain, network),
        Equivocation report => MeshLayouts.Equivocation.SigningBytes(report, SigningDomain, network),
        _ => throw Unknown(message),
    };

    /// <summary>The bytes of a status.</summary>
    public static byte[] Write(Status status) => MeshLayouts.Status.Write(status);

    /// <summary>The bytes of an answer to a status.</summary>
    public static byte[] Write(StatusReply reply) => MeshLayouts.StatusReply.Write(reply);

    /// <summary>The bytes of a request for a proof.</summary>
    public static byte[] Write(ProofRequest request) => MeshLayouts.ProofRequest.Write(request);

    /// <summary>The bytes of a request for a witness.</summary>
    public static byte[] Write(WitnessRequest request) => MeshLayouts.WitnessRequest.Write(request);

    /// <summary>Reads a status.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Status? status, out WireFault fault) =>
        (status = Read(MeshLayouts.Status, bytes, out fault)) is not null;

    /// <summary>Reads an answer to a status. Signatures inside are not looked at.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out StatusReply? reply, out WireFault fault) =>
        (reply = Read(MeshLayouts.StatusReply, bytes, out fault)) is not null;

    /// <summary>Reads a request for a proof.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ProofRequest? request, out WireFault fault) =>
        (request = Read(MeshLayouts.ProofRequest, bytes, out fault)) is not null;

    /// <summary>Reads a request for a witness.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out WitnessRequest? request, out WireFault fault) =>
        (request = Read(MeshLayouts.WitnessRequest, bytes, out fault)) is not null;

    private static T? Read<T>(MessageLayout<T> layout, ReadOnlySpan<byte> bytes, out WireFault fault)
        where T : class => layout.TryRead(bytes, out T? message, out fault) ? message : null;

    private static InvalidOperationException Unknown(MeshMessage message) => new($"{message.GetType().Name} has no layout");
}
