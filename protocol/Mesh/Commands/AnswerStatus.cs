namespace P2PProver.Mesh;

/// <summary>Answer a peer's status.</summary>
/// <param name="Ticket">Which request.</param>
/// <param name="Reply">The answer.</param>
public sealed record AnswerStatus(ulong Ticket, StatusReply Reply) : MeshCommand;
