using System.Runtime.InteropServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// One operation of the rollup. Fields that its kind does not have are zero. Every operation of a batch executes; there are no no-ops.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Operation
{
    /// <summary>What every fee is below.</summary>
    public const uint FeeLimit = 1u << 30;

    /// <summary>Elements of a block.</summary>
    public const int BlockElements = 8;

    private const int FromElement = 1;
    private const int ToElement = 2;
    private const int AmountElement = 3;
    private const int FeeElement = 6;
    private const int SlotElement = 7;

    public OperationKind Kind { get; private init; }

    /// <summary>The account concerned; the sender of a transfer.</summary>
    public AccountIndex Account { get; private init; }

    /// <summary>The receiver of a transfer.</summary>
    public AccountIndex Receiver { get; private init; }

    public Gwei Amount { get; private init; }

    /// <summary>Taken from the account beside the amount; below <see cref="FeeLimit"/>.</summary>
    public Gwei Fee { get; private init; }

    /// <summary>The slot of the signature.</summary>
    public Slot Slot { get; private init; }

    /// <summary>The key of a new account, or the new key of an old one.</summary>
    public PublicKey Key { get; private init; }

    /// <summary>Blocks of the operation.</summary>
    public int BlockCount => Kind.BlockCount();

    public static Operation Pad => default;

    /// <summary>A transfer; its signature comes apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fee reaches <see cref="FeeLimit"/>.</exception>
    public static Operation Transfer(AccountIndex from, AccountIndex to, Gwei amount, Gwei fee, Slot slot) => new()
    {
        Kind = OperationKind.Transfer,
        Account = from,
        Receiver = to,
        Amount = amount,
        Fee = Checked(fee),
        Slot = slot,
    };

    public static Operation OpenAccount(AccountIndex index, Gwei amount, PublicKey key) =>
        new() { Kind = OperationKind.OpenAccount, Account = index, Amount = amount, Key = key };

    public static Operation Deposit(AccountIndex index, Gwei amount) =>
        new() { Kind = OperationKind.Deposit, Account = index, Amount = amount };

    /// <summary>A payment to the account's owner on chain; its signature comes apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fee reaches <see cref="FeeLimit"/>.</exception>
    public static Operation Withdraw(AccountIndex from, Gwei amount, Gwei fee, Slot slot) =>
        new() { Kind = OperationKind.Withdraw, Account = from, Amount = amount, Fee = Checked(fee), Slot = slot };

    public static Operation ForcedExit(AccountIndex index, Gwei amount) =>
        new() { Kind = OperationKind.ForcedExit, Account = index, Amount = amount };

    /// <summary>A change of key; the signature of the old key comes apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fee reaches <see cref="FeeLimit"/>.</exception>
    public static Operation RotateKey(AccountIndex index, Gwei fee, Slot slot, PublicKey newKey) =>
        new() { Kind = OperationKind.RotateKey, Account = index, Fee = Checked(fee), Slot = slot, Key = newKey };

    public static Operation FeeCredit(AccountIndex index, Gwei amount) =>
        new() { Kind = OperationKind.FeeCredit, Account = index, Amount = amount };

    /// <summary>Writes the blocks, eight elements each.</summary>
    /// <exception cref="ArgumentException">There is no room for them.</exception>
    public void WriteBlocks(Span<KoalaBear> destination)
    {
        Span<KoalaBear> block = destination[..BlockElements];
        block.Clear();
        block[0] = KoalaBear.FromCanonical((uint)Kind);
        block[FromElement] = KoalaBear.FromCanonical(Account.Value);
        block[ToElement] = KoalaBear.FromCanonical(Receiver.Value);
        Amount.WriteLimbs(block.Slice(AmountElement, Gwei.LimbCount));
        block[FeeElement] = KoalaBear.FromCanonical((uint)Fee.Value);
        block[SlotElement] = KoalaBear.FromCanonical(Slot.Value);
        if (Kind.CarriesKey())
        {
            Key.Elements.CopyTo(destination.Slice(BlockElements, BlockElements));
        }
    }

    /// <summary>What the account signs: the domain, then every block, folded by the compression from left to right.</summary>
    public Digest8 MessageDigest(in RollupDomain domain)
    {
        Span<KoalaBear> blocks = stackalloc KoalaBear[OperationKinds.BlocksMax * BlockElements];
        WriteBlocks(blocks);
        return RollupHash.Chain(domain.Elements, blocks[..(BlockCount * BlockElements)]);
    }

    /// <summary>An operation of fields that were checked one by one.</summary>
    internal static Operation FromFields(
        OperationKind kind, AccountIndex account, AccountIndex receiver, Gwei amount, Gwei fee, Slot slot, in PublicKey key) =>
        new() { Kind = kind, Account = account, Receiver = receiver, Amount = amount, Fee = fee, Slot = slot, Key = key };

    private static Gwei Checked(Gwei fee)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fee.Value, FeeLimit, nameof(fee));
        return fee;
    }
}
