namespace P2PProver.Mesh;

/// <summary>
/// A decoded message came in on a topic; bytes that do not decode, or exceed their cap, never get here. Answered by one
/// <see cref="GiveVerdict"/>, at once or later.
/// </summary>
/// <param name="Topic">The topic it came in on.</param>
/// <param name="From">The peer that handed it over, which need not be its author.</param>
/// <param name="Message">The message, its signature unchecked.</param>
/// <param name="Ticket">The host's number for the verdict, never used twice.</param>
public sealed record MessageReceived(MeshTopic Topic, NodeId From, MeshMessage Message, ulong Ticket) : MeshEvent;
