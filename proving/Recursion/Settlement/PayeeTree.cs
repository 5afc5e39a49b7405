using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion;

/// <summary>
/// Who is paid for each position of a batch's tree, as one list of fixed length: level by level from the leaves, by index, zero where a
/// position does not exist. Position (level, index) exists when its right half covers a shard, or it is a leaf that does.
/// </summary>
public static class PayeeTree
{
    /// <summary>log2 of the most shards a batch may have.</summary>
    public const int LogMaxShards = 6;

    /// <summary>The most shards a batch may have.</summary>
    public const int MaxShards = 1 << LogMaxShards;

    /// <summary>Positions in all.</summary>
    public const int PositionCount = (2 * MaxShards) - 1;

    /// <summary>The place of a position in the list.</summary>
    public static int PlaceOf(int level, int index) => PositionCount + 1 - (2 * MaxShards >> level) + index;

    /// <summary>Whether a batch of so many shards has a position.</summary>
    public static bool Exists(int level, int index, int shardCount) => shardCount > LastNeeded(level, index);

    /// <summary>Spreads the payees of a batch's existing positions, in order, over the list.</summary>
    /// <param name="shardCount">Number of shards, from 1 to <see cref="MaxShards"/>.</param>
    /// <param name="payees">Twice as many less one.</param>
    /// <exception cref="ArgumentException">There are other numbers of shards or payees.</exception>
    public static Payee[] Spread(int shardCount, IReadOnlyList<Payee> payees)
    {
        ArgumentNullException.ThrowIfNull(payees);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shardCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shardCount, MaxShards);
        ArgumentOutOfRangeException.ThrowIfNotEqual(payees.Count, (2 * shardCount) - 1, nameof(payees));
        Payee[] list = new Payee[PositionCount];
        int next = 0;
        for (int level = 0; level <= LogMaxShards; level++)
        {
            for (int index = 0; index < MaxShards >> level; index++)
            {
                if (Exists(level, index, shardCount))
                {
                    list[PlaceOf(level, index)] = payees[next++];
                }
            }
        }

        return list;
    }

    /// <summary>The attribution of a batch's root; null when a position that does not exist is paid or one that does is not.</summary>
    /// <param name="shardCount">Number of shards, from 1 to <see cref="MaxShards"/>.</param>
    /// <param name="list">The list, <see cref="PositionCount"/> long.</param>
    public static Digest8? TryAttribute(int shardCount, IReadOnlyList<Payee> list)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentOutOfRangeException.ThrowIfNotEqual(list.Count, PositionCount, nameof(list));
        Digest8[] digests = new Digest8[MaxShards];
        for (int level = 0; level <= LogMaxShards; level++)
        {
            for (int index = 0; index < MaxShards >> level; index++)
            {
                Payee payee = list[PlaceOf(level, index)];
                bool exists = Exists(level, index, shardCount);
                if (payee.IsZero == exists)
                {
                    return null;
                }

                digests[index] = level == 0
                    ? Attribution.OfLeaf(index, payee)
                    : exists ? Attribution.OfMerge(digests[2 * index], digests[(2 * index) + 1], payee) : digests[2 * index];
            }
        }

        return digests[0];
    }

    /// <summary>All limbs of the list by Horner's rule from 0: what the contract computes from calldata.</summary>
    public static Ext5 Evaluate(IReadOnlyList<Payee> list, Ext5 point)
    {
        ArgumentNullException.ThrowIfNull(list);
        Ext5 sum = Ext5.Zero;
        foreach (KoalaBear limb in list.SelectMany(payee => payee.ToLimbs()))
        {
            sum = (sum * point) + limb;
        }

        return sum;
    }

    /// <summary>The shard without which a position does not exist.</summary>
    internal static int LastNeeded(int level, int index) => level == 0 ? index : (index << level) + (1 << (level - 1));
}
