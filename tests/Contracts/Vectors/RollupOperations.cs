using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup;

namespace P2PProver.Contracts.Tests.Vectors;

/// <summary>Operations whose every field is random over its whole range; they need not execute.</summary>
internal static class RollupOperations
{
    private const int Kinds = 7;

    /// <summary>An operation that may stand anywhere in a batch: any kind but feeCredit, every second one a transfer.</summary>
    public static Operation Next(Prng prng) =>
        prng.NextBool() ? OfKind(prng, OperationKind.Transfer) : OfKind(prng, (OperationKind)prng.NextInt(1, Kinds));

    public static Operation OfKind(Prng prng, OperationKind kind)
    {
        AccountIndex index = new(prng.NextUInt32() >> 8);
        AccountIndex other = new(prng.NextUInt32() >> 8);
        Gwei amount = new(prng.NextUInt64() >> prng.NextInt(64));
        Gwei fee = new(prng.NextUInt32() >> 2);
        Slot slot = new(prng.NextUInt32() >> 8);
        return kind switch
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

    /// <summary>The largest value of every field.</summary>
    public static Operation Largest(OperationKind kind)
    {
        AccountIndex index = new((1u << AccountIndex.Bits) - 1);
        Gwei amount = new(ulong.MaxValue);
        Gwei fee = new(Operation.FeeLimit - 1);
        Slot slot = new(Slot.Limit - 1);
        KoalaBear[] elements = new KoalaBear[Digest8.WordCount];
        Array.Fill(elements, KoalaBear.FromCanonical(KoalaBear.Modulus - 1));
        PublicKey key = new(Digest8.FromElements(elements));
        return kind switch
        {
            OperationKind.Transfer => Operation.Transfer(index, index, amount, fee, slot),
            OperationKind.OpenAccount => Operation.OpenAccount(index, amount, key),
            OperationKind.Deposit => Operation.Deposit(index, amount),
            OperationKind.Withdraw => Operation.Withdraw(index, amount, fee, slot),
            OperationKind.ForcedExit => Operation.ForcedExit(index, amount),
            OperationKind.RotateKey => Operation.RotateKey(index, fee, slot, key),
            _ => Operation.FeeCredit(index, amount),
        };
    }

    public static PublicKey Key(Prng prng)
    {
        KoalaBear[] elements = new KoalaBear[Digest8.WordCount];
        prng.NextFields(elements);
        return new PublicKey(Digest8.FromElements(elements));
    }
}
