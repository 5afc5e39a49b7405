namespace P2PProver.Mesh;

/// <summary>The instant of the last <see cref="SetTimer"/> has come. Early or spurious ones are harmless.</summary>
public sealed record TimerFired : MeshEvent;
