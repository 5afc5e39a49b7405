namespace P2PProver.Mesh;

/// <summary>Remembers ranks, which are a pure function of randomness, batch, task and stakes.</summary>
public sealed class RankCache
{
}
