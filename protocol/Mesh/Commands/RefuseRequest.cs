namespace P2PProver.Mesh;

/// <summary>Refuse a request.</summary>
/// <param name="Ticket">Which request.</param>
/// <param name="Reason">Why.</param>
public sealed record RefuseRequest(ulong Ticket, RefusalReason Reason) : MeshCommand;
