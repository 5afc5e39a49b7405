namespace P2PProver.Mesh;

/// <summary>Something that a <see cref="MeshNode"/> wants done. The host carries commands out in order.</summary>
public abstract record MeshCommand;
