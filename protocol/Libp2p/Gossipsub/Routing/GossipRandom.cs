namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>The router's choices (SplitMix64), seeded so that a simulation can be replayed. Nothing secret depends on it.</summary>
internal sealed class GossipRandom(ulong seed)
{
    private ulong _state = seed;

    public int Next(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>Brings a list into random order.</summary>
    public void Shuffle<T>(List<T> list)
    {
        for (int i = list.Count - 1; i > 0; i--)
        {
            int other = Next(i + 1);
            (list[i], list[other]) = (list[other], list[i]);
        }
    }

    private ulong Next()
    {
        _state += 0x9e3779b97f4a7c15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
