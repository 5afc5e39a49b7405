namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>
/// The positions of a batch's tree, numbered in the order in which a settlement lists their payees: leaves, then the merges of each level. An
/// odd last child is promoted: there is no merge in its place.
/// </summary>
public static class TreePositions
{
    /// <summary>Merges on all levels.</summary>
    public static int MergeCount(int shards) => shards - 1;

    /// <summary>The number of nodes on a level, promoted ones included.</summary>
    public static int Width(int shards, int level)
    {
        int width = shards;
        for (int i = 0; i < level; i++)
        {
            width = (width + 1) / 2;
        }

        return width;
    }

    /// <summary>The number of levels with merges.</summary>
    public static int MergeLevels(int shards)
    {
        int levels = 0;
        for (int width = shards; width > 1; width = (width + 1) / 2)
        {
            levels++;
        }

        return levels;
    }

    /// <summary>The number of a position, or -1 where the tree has none.</summary>
    public static int Number(int shards, int level, int index)
    {
        if (level < 0 || index < 0 || level > MergeLevels(shards))
        {
            return -1;
        }

        if (level == 0)
        {
            return index < shards ? index : -1;
        }

        int number = shards;
        for (int i = 1; i < level; i++)
        {
            number += Width(shards, i - 1) / 2;
        }

        return index < Width(shards, level - 1) / 2 ? number + index : -1;
    }

    /// <summary>The level and index of a position's number below 2 x shards - 1.</summary>
    public static (int Level, int Index) At(int shards, int number)
    {
        if (number < shards)
        {
            return (0, number);
        }

        int rest = number - shards;
        int level = 1;
        for (; rest >= Width(shards, level - 1) / 2; level++)
        {
            rest -= Width(shards, level - 1) / 2;
        }

        return (level, rest);
    }
}
