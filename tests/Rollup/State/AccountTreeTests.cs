using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.State;

public sealed class AccountTreeTests
{
    private const int Depth = 5;

    [Fact]
    public void Root_AnyNumberOfAccounts_IsThatOfTheFullTree()
    {
        for (int count = 0; count <= 1 << Depth; count++)
        {
            Account[] accounts = Accounts(count);

            AccountTree tree = AccountTree.Of(Depth, accounts);

            tree.AccountsRoot.ShouldBe(PlainRoot(accounts), $"count {count}");
            tree.StateRoot.ShouldBe(RollupHash.StateRoot(PlainRoot(accounts), (uint)count));
        }
    }

    [Fact]
    public void Apply_OneAfterTheOther_IsTheTreeOfAll()
    {
        Account[] accounts = Accounts(1 << Depth);
        AccountTree tree = new(Depth);
        for (uint i = 0; i < accounts.Length; i++)
        {
            tree.Apply(new StateChange(new Dictionary<uint, Account> { [i] = accounts[i] }, i + 1));
            tree.AccountsRoot.ShouldBe(PlainRoot(accounts[..((int)i + 1)]));
        }

        tree.Apply(new StateChange(new Dictionary<uint, Account> { [7] = accounts[8], [3] = accounts[0] }, (uint)accounts.Length));
        (accounts[7], accounts[3]) = (accounts[8], accounts[0]);
        tree.AccountsRoot.ShouldBe(PlainRoot(accounts));
    }

    [Fact]
    public void Apply_GapOrWrongCount_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new AccountTree(Depth).Apply(new StateChange(new Dictionary<uint, Account> { [1] = default }, 2)));
        Should.Throw<ArgumentException>(() => new AccountTree(Depth).Apply(new StateChange(new Dictionary<uint, Account> { [0] = default }, 2)));
        Should.Throw<ArgumentException>(() => AccountTree.Of(2, Accounts(5)));
        Should.Throw<ArgumentOutOfRangeException>(() => new AccountTree(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new AccountTree(25));
    }

    [Fact]
    public void Path_EveryLeaf_LeadsToTheRoot()
    {
        Account[] accounts = Accounts(11);
        AccountTree tree = AccountTree.Of(Depth, accounts);
        for (uint i = 0; i < 1 << Depth; i++)
        {
            Digest8[] path = tree.Path(new AccountIndex(i));
            tree.TryGetAccount(i, out Account account).ShouldBeTrue();

            path.Length.ShouldBe(Depth);
            AccountUpdate.Climb(account.Leaf(), i, path).ShouldBe(tree.AccountsRoot);
        }
    }

    [Fact]
    public void Empty_IsTheLeafOfAnAccountOfZeros()
    {
        EmptySubtrees.At(0).ShouldBe(RollupHash.Compress(default, default));
        new AccountTree(24).AccountsRoot.ShouldBe(EmptySubtrees.At(24));
        EmptySubtrees.At(24).ShouldBe(RollupHash.Compress(EmptySubtrees.At(23), EmptySubtrees.At(23)));
    }

    [Fact]
    public void Leaf_EveryFieldCounts()
    {
        Account account = new(RandomOperations.Key(new Prng(1)), new Gwei(1), new Slot(1));
        Account[] others =
        [
            account with { Key = RandomOperations.Key(new Prng(2)) },
            account with { Balance = new Gwei(2) },
            account with { Balance = new Gwei(1 + (1UL << 22)) },
            account with { Balance = new Gwei(1 + (1UL << 44)) },
            account with { LastSlot = new Slot(2) },
        ];

        others.Select(other => other.Leaf()).Append(account.Leaf()).ShouldBeUnique();
    }

    [Fact]
    public void Snapshot_RoundTrip_IsTheSameState()
    {
        AccountTree tree = AccountTree.Of(Depth, Accounts(13));

        AccountTree? read = StateSnapshot.Read(StateSnapshot.Write(tree));

        read!.StateRoot.ShouldBe(tree.StateRoot);
        read.Depth.ShouldBe(Depth);
        read.Accounts.ToArray().ShouldBe(tree.Accounts.ToArray());
    }

    [Fact]
    public void Snapshot_EveryByteChanged_IsRefused()
    {
        byte[] content = StateSnapshot.Write(AccountTree.Of(3, Accounts(2)));
        for (int i = 0; i < content.Length; i++)
        {
            byte[] changed = [.. content];
            changed[i] ^= 0x10;
            StateSnapshot.Read(changed).ShouldBeNull($"byte {i}");
            StateSnapshot.Read(content.AsSpan(0, i)).ShouldBeNull($"length {i}");
        }

        StateSnapshot.Read([.. content, 0]).ShouldBeNull();
    }

    private static Account[] Accounts(int count)
    {
        Prng prng = new(5);
        return [.. Enumerable.Range(0, count).Select(_ => new Account(RandomOperations.Key(prng), new Gwei(prng.NextUInt64()), new Slot(prng.NextUInt32() >> 8)))];
    }

    private static Digest8 PlainRoot(Account[] accounts)
    {
        Digest8[] level = [.. Enumerable.Range(0, 1 << Depth).Select(i => (i < accounts.Length ? accounts[i] : default).Leaf())];
        while (level.Length > 1)
        {
            level = [.. level.Chunk(2).Select(pair => RollupHash.Compress(pair[0], pair[1]))];
        }

        return level[0];
    }
}
