using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>
/// The main columns of the operation table. A block takes two rows: the first changes the account concerned, the second credits the
/// receiver of a transfer. Block and kind stand on both.
/// </summary>
internal sealed class OperationColumns(ColumnScope columns)
{
    /// <summary>Pieces of values that are looked up in the range table on every row.</summary>
    public const int PieceCount = 10;

    private static readonly string[] KindNames = [.. Enum.GetValues<OperationKind>().Select(kind => $"is{kind}")];

    /// <summary>The block's elements.</summary>
    public ImmutableArray<Column> Block { get; } = columns.MainArray("block", Operation.BlockElements);

    /// <summary>One flag for each kind.</summary>
    public ImmutableArray<Column> Kinds { get; } = [.. KindNames.Select(columns.Main)];

    /// <summary>Whether the block is the second one of an operation.</summary>
    public Column IsSecond { get; } = columns.Main("isSecond");

    /// <summary>The account that the row changes.</summary>
    public Column Account { get; } = columns.Main("account");

    /// <summary>Its key before; on the second row of openAccount and rotateKey the key that the next block carries.</summary>
    public ImmutableArray<Column> Key { get; } = columns.MainArray("key", Digest8.WordCount);

    /// <summary>Its balance before.</summary>
    public ImmutableArray<Column> Balance { get; } = columns.MainArray("balance", Gwei.LimbCount);

    /// <summary>Its balance after in halves of limbs, of 11, 11, 11, 11, 10 and 10 bits.</summary>
    public ImmutableArray<Column> NewBalance { get; } = columns.MainArray("newBalance", 2 * Gwei.LimbCount);

    /// <summary>What goes from one limb of the balance to the next, from -2 to 1.</summary>
    public ImmutableArray<Column> BalanceCarry { get; } = columns.MainArray("balanceCarry", Gwei.LimbCount - 1);

    /// <summary>Its last slot before.</summary>
    public Column LastSlot { get; } = columns.Main("lastSlot");

    /// <summary>Its last slot after.</summary>
    public Column NewLastSlot { get; } = columns.Main("newLastSlot");

    /// <summary>The root of the account tree before the row's change.</summary>
    public ImmutableArray<Column> Root { get; } = columns.MainArray("root", Digest8.WordCount);

    /// <summary>Open accounts before the row.</summary>
    public Column Count { get; } = columns.Main("count");

    /// <summary>Fees collected and not credited, before the row.</summary>
    public ImmutableArray<Column> Fees { get; } = columns.MainArray("fees", Gwei.LimbCount);

    /// <summary>What goes from one limb of the fees to the next, 0 or 1.</summary>
    public ImmutableArray<Column> FeeCarry { get; } = columns.MainArray("feeCarry", Gwei.LimbCount - 1);

    /// <summary>The evaluation of the data before the row.</summary>
    public ImmutableArray<Column> Evaluation { get; } = columns.MainArray("evaluation", Ext5.Degree);

    /// <summary>
    /// First rows: the slot in 8, 8, 8 bits, slot - last slot - 1 in 12, 12, the fee in 11, 11, 8. Second rows: the amount as the new
    /// balance; the row behind all blocks: the fees. Everywhere: count - 1 - account in 12, 12.
    /// </summary>
    public ImmutableArray<Column> Pieces { get; } = columns.MainArray("piece", PieceCount);

    public Column Is(OperationKind kind) => Kinds[(int)kind];

    /// <summary>1 where the kind has a property.</summary>
    public Expr Any(Func<OperationKind, bool> property)
    {
        Expr sum = 0;
        foreach (OperationKind kind in Enum.GetValues<OperationKind>())
        {
            sum += property(kind) ? Is(kind) : (Expr)0;
        }

        return sum;
    }

    /// <summary>A limb of the new balance, or of what stands in six pieces cut in the same way.</summary>
    public static Expr Limb(ImmutableArray<Column> halves, int limb) => halves[2 * limb] + (halves[(2 * limb) + 1] * (1 << HalfBits(limb)));

    /// <summary>Bits of each half of a limb.</summary>
    public static int HalfBits(int limb) => limb < Gwei.LimbCount - 1 ? Gwei.LimbBits / 2 : (Gwei.LimbBits / 2) - 1;
}
