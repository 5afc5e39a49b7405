using P2PProver.Fields;

namespace P2PProver.Testnet.Simulation.Network;

/// <summary>Who gossips with whom: a random graph of bounded degree that is connected, changed by eclipses.</summary>
public sealed class Topology
{
    private readonly int[][] _peers;

    private Topology(int[][] peers)
    {
        _peers = peers;
    }

    /// <summary>The number of nodes.</summary>
    public int Nodes => _peers.Length;

    /// <summary>The mesh peers of a node.</summary>
    public ReadOnlySpan<int> PeersOf(int node) => _peers[node];

    /// <summary>
    /// A graph in which every node has about <paramref name="degree"/> peers: rings over random orders, half as many as the degree. One ring
    /// connects the graph whatever the others do.
    /// </summary>
    public static Topology Random(int nodes, int degree, Prng random)
    {
        SortedSet<int>[] peers = new SortedSet<int>[nodes];
        for (int i = 0; i < nodes; i++)
        {
            peers[i] = [];
        }

        int[] order = new int[nodes];
        for (int ring = 0; ring < Math.Max(1, degree / 2); ring++)
        {
            Shuffle(order, random);
            for (int i = 0; i < nodes; i++)
            {
                int a = order[i];
                int b = order[(i + 1) % nodes];
                if (a != b)
                {
                    peers[a].Add(b);
                    peers[b].Add(a);
                }
            }
        }

        return new Topology([.. peers.Select(set => set.ToArray())]);
    }

    /// <summary>Leaves a node no peers but the given ones.</summary>
    public void Eclipse(int victim, IReadOnlyList<int> attackers)
    {
        foreach (int peer in _peers[victim])
        {
            _peers[peer] = [.. _peers[peer].Where(p => p != victim)];
        }

        _peers[victim] = [.. attackers];
        foreach (int attacker in attackers)
        {
            _peers[attacker] = [.. _peers[attacker].Append(victim).Distinct().Order()];
        }
    }

    /// <summary>Adds a link between two nodes: what a node's own discovery does in the end.</summary>
    public void Connect(int a, int b)
    {
        if (a == b || _peers[a].Contains(b))
        {
            return;
        }

        _peers[a] = [.. _peers[a].Append(b).Order()];
        _peers[b] = [.. _peers[b].Append(a).Order()];
    }

    private static void Shuffle(int[] order, Prng random)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
