namespace P2PProver.Mesh;

/// <summary>Make a finished proof durable. Answered by <see cref="OutboxStored"/>; nothing is announced before.</summary>
/// <param name="Entry">The entry.</param>
public sealed record StoreInOutbox(OutboxEntry Entry) : MeshCommand;
