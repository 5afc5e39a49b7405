using System.Runtime.InteropServices;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// The whole state: accounts, and the nodes above them that are not empty. Instances are not safe for concurrent changes; reads may
/// run at once.
/// </summary>
public sealed class AccountTree : IAccountSource
{
    private readonly List<Account> _accounts = [];
    private readonly List<Digest8>[] _levels;

    /// <summary>A state without accounts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not between 1 and 24.</exception>
    public AccountTree(int depth)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, AccountIndex.Bits);
        Depth = depth;
        _levels = [.. Enumerable.Range(0, depth + 1).Select(_ => new List<Digest8>())];
    }

    public int Depth { get; }

    public uint AccountCount => (uint)_accounts.Count;

    public ReadOnlySpan<Account> Accounts => CollectionsMarshal.AsSpan(_accounts);

    /// <summary>The root of the account tree.</summary>
    public Digest8 AccountsRoot => Node(Depth, 0);

    /// <summary>The state root, which the contract keeps.</summary>
    public Digest8 StateRoot => RollupHash.StateRoot(AccountsRoot, AccountCount);

    /// <summary>The state of accounts in the order of their indices, hashed many at a time.</summary>
    /// <exception cref="ArgumentException">The tree has no room for them.</exception>
    public static AccountTree Of(int depth, ReadOnlySpan<Account> accounts)
    {
        AccountTree tree = new(depth);
        if (accounts.Length > 1 << depth)
        {
            throw new ArgumentException("There are more accounts than leaves.", nameof(accounts));
        }

        tree._accounts.AddRange(accounts);
        Digest8[] left = new Digest8[accounts.Length];
        Digest8[] right = new Digest8[accounts.Length];
        for (int i = 0; i < accounts.Length; i++)
        {
            left[i] = accounts[i].Key.Value;
            right[i] = accounts[i].Fields();
        }

        PackedCompression.Compress(left, right, left);
        tree._levels[0].AddRange(left);
        for (int level = 0; level < depth; level++)
        {
            tree._levels[level + 1].AddRange(Parents(left.AsSpan(0, tree._levels[level].Count), level, right));
            tree._levels[level + 1].CopyTo(left);
        }

        return tree;
    }

    public bool TryGetAccount(uint index, out Account account)
    {
        account = index < AccountCount ? _accounts[(int)index] : default;
        return true;
    }

    public bool TryGetNode(int level, uint index, out Digest8 digest)
    {
        digest = Node(level, index);
        return true;
    }

    /// <summary>The siblings of a leaf from the bottom to the top.</summary>
    public Digest8[] Path(AccountIndex index)
    {
        Digest8[] siblings = new Digest8[Depth];
        for (int level = 0; level < Depth; level++)
        {
            siblings[level] = Node(level, (index.Value >> level) ^ 1);
        }

        return siblings;
    }

    /// <summary>Takes over what a batch changed.</summary>
    /// <exception cref="ArgumentException">The change does not follow from this state: it leaves gaps between accounts.</exception>
    public void Apply(StateChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        foreach ((uint index, Account account) in change.Accounts.OrderBy(entry => entry.Key))
        {
            Set(index, account);
        }

        if (AccountCount != change.AccountCount)
        {
            throw new ArgumentException("The change is one of another state.", nameof(change));
        }
    }

    private static Digest8[] Parents(ReadOnlySpan<Digest8> children, int level, Digest8[] rightBuffer)
    {
        int count = (children.Length + 1) / 2;
        Digest8[] left = new Digest8[count];
        for (int i = 0; i < count; i++)
        {
            left[i] = children[2 * i];
            rightBuffer[i] = (2 * i) + 1 < children.Length ? children[(2 * i) + 1] : EmptySubtrees.At(level);
        }

        PackedCompression.Compress(left, rightBuffer.AsSpan(0, count), left);
        return left;
    }

    private Digest8 Node(int level, uint index) =>
        index < (uint)_levels[level].Count ? _levels[level][(int)index] : EmptySubtrees.At(level);

    private void Set(uint index, Account account)
    {
        if (index > AccountCount)
        {
            throw new ArgumentException("Accounts have no gaps.", nameof(index));
        }

        CollectionsMarshal.SetCount(_accounts, int.Max(_accounts.Count, (int)index + 1));
        _accounts[(int)index] = account;
        Put(0, index, account.Leaf());
        for (int level = 0; level < Depth; level++)
        {
            uint parent = index >> (level + 1);
            Put(level + 1, parent, RollupHash.Compress(Node(level, 2 * parent), Node(level, (2 * parent) + 1)));
        }
    }

    private void Put(int level, uint index, Digest8 digest)
    {
        if (index == (uint)_levels[level].Count)
        {
            _levels[level].Add(digest);
        }
        else
        {
            _levels[level][(int)index] = digest;
        }
    }
}
