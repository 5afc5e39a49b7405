namespace P2PProver.Hashing;

/// <summary>
/// What an opening of several leaves needs: the known nodes of every layer and, for each parent, which children are known and which
/// siblings must be supplied.
/// </summary>
/// <remarks>
/// Siblings come layer by layer from the lowest up, and by ascending parent within a layer. A node that is known needs none, so the
/// number of siblings follows from the indices alone.
/// </remarks>
internal sealed class MerklePlan
{
    /// <summary>Marks a child that is not known and comes from the siblings.</summary>
    public const int Missing = -1;

    private MerklePlan(List<Layer> layers, int siblingCount)
    {
        Layers = layers;
        SiblingCount = siblingCount;
    }

    /// <summary>The layers from the lowest one up to the cap, inclusive; the cap's children are empty.</summary>
    public List<Layer> Layers { get; }

    /// <summary>Digests that an opening supplies.</summary>
    public int SiblingCount { get; }

    /// <summary>The plan, or null when there is no index or one is out of range.</summary>
    public static MerklePlan? TryCreate(int logHeight, int capHeight, ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
        {
            return null;
        }

        SortedSet<int> distinct = [];
        foreach (int index in indices)
        {
            if (index < 0 || index >> logHeight != 0)
            {
                return null;
            }

            distinct.Add(index);
        }

        int[] nodes = [.. distinct];
        List<Layer> layers = [];
        int siblings = 0;
        for (int height = logHeight; height > capHeight; height--)
        {
            Layer layer = Layer.Pair(nodes, 1 << (height - 1), out int[] parents);
            layers.Add(layer);
            siblings += (2 * parents.Length) - nodes.Length;
            nodes = parents;
        }

        layers.Add(new(nodes, [], []));
        return new(layers, siblings);
    }

    /// <summary>The known nodes of a layer and how they pair.</summary>
    /// <param name="Nodes">The known nodes, ascending.</param>
    /// <param name="Left">For each parent, ascending, the place of its left child in Nodes, or <see cref="Missing"/>.</param>
    /// <param name="Right">The same for the right child.</param>
    internal sealed record Layer(int[] Nodes, int[] Left, int[] Right)
    {
        /// <summary>Pairs node i with node i + half.</summary>
        public static Layer Pair(int[] nodes, int half, out int[] parents)
        {
            // Ascending nodes: those of the left half come first, each half in the order of its parents.
            int split = Array.BinarySearch(nodes, half);
            int rightStart = split < 0 ? ~split : split;
            List<int> found = new(nodes.Length);
            List<int> left = new(nodes.Length);
            List<int> right = new(nodes.Length);
            int l = 0;
            int r = rightStart;
            while (l < rightStart || r < nodes.Length)
            {
                int parent = int.Min(l < rightStart ? nodes[l] : int.MaxValue, r < nodes.Length ? nodes[r] - half : int.MaxValue);
                found.Add(parent);
                left.Add(l < rightStart && nodes[l] == parent ? l++ : Missing);
                right.Add(r < nodes.Length && nodes[r] - half == parent ? r++ : Missing);
            }

            parents = [.. found];
            return new(nodes, [.. left], [.. right]);
        }

        /// <summary>The place of a known node.</summary>
        public int PlaceOf(int node)
        {
            return Array.BinarySearch(Nodes, node);
        }
    }
}
