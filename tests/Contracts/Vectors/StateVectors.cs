using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup;

namespace P2PProver.Contracts.Tests.Vectors;

/// <summary>Hashes of the rollup's state. Digests are eight elements of 32 bits.</summary>
internal static class StateVectors
{
    private const int Pairs = 24;
    private const int States = 3;
    private const int AccountsMax = 40;
    private const int PathsOfEach = 3;

    /// <summary>Records of left, right, H(left, right); extreme elements among them.</summary>
    public static string Compressions(Prng prng)
    {
        Digest8 largest = Digest(() => KoalaBear.FromCanonical(KoalaBear.Modulus - 1));
        List<(Digest8 Left, Digest8 Right)> pairs = [(default, default), (largest, largest), (largest, default), (default, largest)];
        pairs.AddRange(Enumerable.Range(0, Pairs).Select(_ => (Digest(prng.NextField), Digest(prng.NextField))));
        ByteRecord record = new();
        foreach ((Digest8 left, Digest8 right) in pairs)
        {
            record.Bases(left.Elements).Bases(right.Elements).Bases(Compression<Poseidon1W16>.CompressFeedForward(left, right).Elements);
        }

        return record.Hex;
    }

    /// <summary>Records of index, last slot, account count (32 bits), balance (64 bits), key, state root, and 24 siblings.</summary>
    public static IReadOnlyList<string> Paths(Prng prng)
    {
        List<string> records = [];
        for (int i = 0; i < States; i++)
        {
            Account[] accounts = [.. Enumerable.Range(0, prng.NextInt(1, AccountsMax)).Select(_ => Random(prng))];
            accounts[0] = new Account(RollupOperations.Key(prng), new Gwei(ulong.MaxValue), new Slot(Slot.Limit - 1));
            AccountTree tree = AccountTree.Of(AccountIndex.Bits, accounts);
            for (int j = 0; j < PathsOfEach; j++)
            {
                uint index = j == 0 ? 0 : (uint)prng.NextInt(accounts.Length);
                records.Add(Record(tree, accounts[index], index));
            }
        }

        return records;
    }

    private static Account Random(Prng prng) =>
        new(RollupOperations.Key(prng), new Gwei(prng.NextUInt64() >> prng.NextInt(64)), new Slot(prng.NextUInt32() >> 8));

    private static string Record(AccountTree tree, Account account, uint index)
    {
        ByteRecord record = new ByteRecord()
            .UInt32(index).UInt32(account.LastSlot.Value).UInt32(tree.AccountCount)
            .UInt32((uint)(account.Balance.Value >> 32)).UInt32((uint)account.Balance.Value)
            .Bases(account.Key.Elements).Bases(tree.StateRoot.Elements);
        foreach (Digest8 sibling in tree.Path(new AccountIndex(index)))
        {
            record.Bases(sibling.Elements);
        }

        return record.Hex;
    }

    private static Digest8 Digest(Func<KoalaBear> next) =>
        Digest8.FromElements([.. Enumerable.Range(0, Digest8.WordCount).Select(_ => next())]);
}
