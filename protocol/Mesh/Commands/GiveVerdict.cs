namespace P2PProver.Mesh;

/// <summary>The verdict on a received message.</summary>
/// <param name="Ticket">Which: the number of <see cref="MessageReceived"/>.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">Why.</param>
public sealed record GiveVerdict(ulong Ticket, MessageVerdict Verdict, VerdictReason Reason) : MeshCommand;
