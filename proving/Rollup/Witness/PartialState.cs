using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>The part of a state that a witness carries. Its nodes were hashed up to the root, so what it holds is consistent.</summary>
public sealed class PartialState : IAccountSource
{
    private readonly Dictionary<uint, Account> _accounts = [];
    private readonly Dictionary<(int Level, uint Index), Digest8> _nodes = [];

    private PartialState(int depth, uint accountCount)
    {
        Depth = depth;
        AccountCount = accountCount;
    }

    public int Depth { get; }

    public uint AccountCount { get; }

    /// <summary>The state root that accounts and siblings give.</summary>
    public Digest8 StateRoot => RollupHash.StateRoot(Root(), AccountCount);

    public bool TryGetAccount(uint index, out Account account)
    {
        bool isOpen = index < AccountCount;
        account = default;
        return !isOpen || _accounts.TryGetValue(index, out account);
    }

    public bool TryGetNode(int level, uint index, out Digest8 digest)
    {
        bool isEmpty = WitnessPlan.IsEmpty(level, index, AccountCount);
        digest = EmptySubtrees.At(level);
        return isEmpty || _nodes.TryGetValue((level, index), out digest);
    }

    internal static WitnessFault TryRead(ref ReadOnlySpan<byte> source, WitnessPlan plan, out PartialState? state)
    {
        state = null;
        PartialState read = new(plan.Depth, plan.AccountCount);
        foreach (uint index in plan.OpenAccounts)
        {
            if (!AccountBytes.TryRead(source, out Account account))
            {
                return WitnessFault.NonCanonicalKey;
            }

            source = source[AccountBytes.Length..];
            read._accounts[index] = account;
            read._nodes[(0, index)] = account.Leaf();
        }

        foreach ((int level, uint index) in plan.Siblings)
        {
            if (!WireElements.TryReadDigest(source[..Digest8.ByteCount], out Digest8 digest))
            {
                return WitnessFault.NonCanonicalSibling;
            }

            source = source[Digest8.ByteCount..];
            read._nodes[(level, index)] = digest;
        }

        read.HashUp(plan.Touched);
        state = read;
        return WitnessFault.None;
    }

    private Digest8 Root() => TryGetNode(Depth, 0, out Digest8 root) ? root : throw new InvalidOperationException("A witness gives its root.");

    /// <summary>Computes the nodes above touched leaves, level by level.</summary>
    private void HashUp(IReadOnlyList<uint> touched)
    {
        uint[] known = [.. touched];
        for (int level = 0; level < Depth; level++)
        {
            uint[] parents = [.. known.Select(index => index >> 1).Distinct()];
            Digest8[] left = new Digest8[parents.Length];
            Digest8[] right = new Digest8[parents.Length];
            for (int i = 0; i < parents.Length; i++)
            {
                bool complete = TryGetNode(level, 2 * parents[i], out left[i]) & TryGetNode(level, (2 * parents[i]) + 1, out right[i]);
                if (!complete)
                {
                    throw new InvalidOperationException("The plan of a witness names every sibling.");
                }
            }

            PackedCompression.Compress(left, right, left);
            for (int i = 0; i < parents.Length; i++)
            {
                _nodes[(level + 1, parents[i])] = left[i];
            }

            known = parents;
        }
    }
}
