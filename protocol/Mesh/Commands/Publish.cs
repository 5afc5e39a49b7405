namespace P2PProver.Mesh;

/// <summary>Publish a signed message.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Message">What.</param>
public sealed record Publish(MeshTopic Topic, MeshMessage Message) : MeshCommand;
