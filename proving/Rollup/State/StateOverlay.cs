using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>Changes on top of a source that stays as it is.</summary>
internal sealed class StateOverlay(IAccountSource source)
{
    private readonly Dictionary<uint, Account> _accounts = [];
    private readonly Dictionary<ulong, Digest8> _nodes = [];

    public int Depth => source.Depth;

    public uint AccountCount { get; private set; } = source.AccountCount;

    public StateChange Change => new(_accounts, AccountCount);

    /// <summary>The root of the account tree; false when the source does not hold it.</summary>
    public bool TryGetRoot(out Digest8 root) => TryGetNode(Depth, 0, out root);

    public bool TryGetAccount(uint index, out Account account) => _accounts.TryGetValue(index, out account) || source.TryGetAccount(index, out account);

    /// <summary>Counts the next account as open.</summary>
    public void Open() => AccountCount++;

    /// <summary>Replaces an account; null when the source does not hold its path.</summary>
    public AccountUpdate? Update(AccountIndex index, in Account old, in Account replacement)
    {
        Digest8[] siblings = new Digest8[Depth];
        for (int level = 0; level < Depth; level++)
        {
            if (!TryGetNode(level, (index.Value >> level) ^ 1, out siblings[level]))
            {
                return null;
            }
        }

        if (!TryGetRoot(out Digest8 rootBefore))
        {
            return null;
        }

        _accounts[index.Value] = replacement;
        Digest8 node = replacement.Leaf();
        _nodes[KeyOf(0, index.Value)] = node;
        for (int level = 0; level < Depth; level++)
        {
            bool isRight = ((index.Value >> level) & 1) != 0;
            node = isRight ? RollupHash.Compress(siblings[level], node) : RollupHash.Compress(node, siblings[level]);
            _nodes[KeyOf(level + 1, index.Value >> (level + 1))] = node;
        }

        return new AccountUpdate { Index = index, Old = old, New = replacement, Siblings = siblings, RootBefore = rootBefore, RootAfter = node };
    }

    private static ulong KeyOf(int level, uint index) => ((ulong)level << 32) | index;

    private bool TryGetNode(int level, uint index, out Digest8 digest) =>
        _nodes.TryGetValue(KeyOf(level, index), out digest) || source.TryGetNode(level, index, out digest);
}
