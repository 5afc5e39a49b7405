namespace P2PProver.Mesh;

/// <summary>The answer to an <see cref="AskStatus"/>.</summary>
/// <param name="From">Who answers.</param>
/// <param name="Reply">The answer; null if there was none, or none that decodes.</param>
public sealed record StatusReceived(NodeId From, StatusReply? Reply) : MeshEvent;
