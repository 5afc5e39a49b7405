using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup.Tests.Support;

/// <summary>Operations whose every field is random over its whole range.</summary>
internal static class RandomOperations
{
    public static Operation Next(Prng prng)
    {
        AccountIndex index = new(prng.NextUInt32() >> 8);
        AccountIndex other = new(prng.NextUInt32() >> 8);
        Gwei amount = new(prng.NextUInt64() >> prng.NextInt(64));
        Gwei fee = new(prng.NextUInt32() >> 2);
        Slot slot = new(prng.NextUInt32() >> 8);
        return (OperationKind)prng.NextInt(1, 8) switch
        {
            OperationKind.Transfer => Operation.Transfer(index, other, amount, fee, slot),
            OperationKind.OpenAccount => Operation.OpenAccount(index, amount, Key(prng)),
            OperationKind.Deposit => Operation.Deposit(index, amount),
            OperationKind.Withdraw => Operation.Withdraw(index, amount, fee, slot),
            OperationKind.ForcedExit => Operation.ForcedExit(index, amount),
            OperationKind.RotateKey => Operation.RotateKey(index, fee, slot, Key(prng)),
            _ => Operation.FeeCredit(index, amount),
        };
    }

    public static Operation[] List(Prng prng, int count) => [.. Enumerable.Range(0, count).Select(_ => Next(prng))];

    public static PublicKey Key(Prng prng)
    {
        KoalaBear[] elements = new KoalaBear[Digest8.WordCount];
        prng.NextFields(elements);
        return new PublicKey(Digest8.FromElements(elements));
    }
}
