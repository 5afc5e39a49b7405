namespace P2PProver.Mesh;

/// <summary>A peer tells its status and asks for ours. Answered by <see cref="AnswerStatus"/> or <see cref="RefuseRequest"/>.</summary>
/// <param name="From">Who asks.</param>
/// <param name="Status">Its status.</param>
/// <param name="Ticket">The host's number for the answer, never used twice.</param>
public sealed record StatusRequested(NodeId From, Status Status, ulong Ticket) : MeshEvent;
