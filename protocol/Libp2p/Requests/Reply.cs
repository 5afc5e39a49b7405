namespace P2PProver.Libp2p.Requests;

/// <summary>What a handler answers. A body is read piece by piece as the other side takes it, and disposed of in the end.</summary>
/// <param name="Status">How the request went.</param>
/// <param name="Head">The head; empty unless the status is Ok.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="BodyBytes">How many bytes the body has.</param>
public sealed record Reply(RequestStatus Status, ReadOnlyMemory<byte> Head, Stream? Body, long BodyBytes)
{
    /// <summary>A response without a body.</summary>
    public static Reply Ok(ReadOnlyMemory<byte> head) => new(RequestStatus.Ok, head, null, 0);

    /// <summary>A response with a body, which must have exactly so many bytes.</summary>
    public static Reply Ok(ReadOnlyMemory<byte> head, Stream body, long bodyBytes) => new(RequestStatus.Ok, head, body, bodyBytes);

    /// <summary>A refusal.</summary>
    public static Reply Refuse(RequestStatus status) => new(status, default, null, 0);
}
