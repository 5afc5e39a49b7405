namespace P2PProver.Mesh;

/// <summary>An <see cref="OutboxEntry"/> is durable. After a restart, one for each entry that the outbox holds, before anything else.</summary>
/// <param name="Entry">The entry.</param>
public sealed record OutboxStored(OutboxEntry Entry) : MeshEvent;
