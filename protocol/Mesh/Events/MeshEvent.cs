namespace P2PProver.Mesh;

/// <summary>Something that comes in to a <see cref="MeshNode"/>.</summary>
public abstract record MeshEvent;
