namespace P2PProver.Mesh;

/// <summary>Tell a peer our status and ask for its own. Answered by one <see cref="StatusReceived"/>.</summary>
/// <param name="To">The peer.</param>
/// <param name="Status">Our status.</param>
public sealed record AskStatus(NodeId To, Status Status) : MeshCommand;
