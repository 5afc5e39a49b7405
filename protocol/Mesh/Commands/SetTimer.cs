namespace P2PProver.Mesh;

/// <summary>Send a <see cref="TimerFired"/> at this instant, in place of any earlier wish.</summary>
/// <param name="At">The instant.</param>
public sealed record SetTimer(DateTimeOffset At) : MeshCommand;
