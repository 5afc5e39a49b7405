using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>Generates the trace of the operation table.</summary>
internal sealed class OperationTrace(OperationTable table, ShardExecution shard, ShardBlock[] blocks)
{
    private const uint LimbMask = (1u << Gwei.LimbBits) - 1;

    private readonly OperationColumns _columns = table.Columns;
    private readonly FieldMatrix _trace = FieldMatrix.Zeros(table.Table.Height, table.Table.MainWidth);
    private Digest8 _root = shard.AccountsRootIn;
    private uint _count = shard.AccountCountIn;
    private Ext5 _evaluation = shard.Statement.EvaluationIn;
    private Gwei _fees = shard.Statement.FeesIn;

    public FieldMatrix Generate()
    {
        for (int block = 0; block < blocks.Length; block++)
        {
            FillSender(block);
            FillReceiver(block);
        }

        TraceRow final = new(_trace, 2 * blocks.Length);
        WriteChained(final);
        WriteSplit(final, _columns.Pieces, _fees.Value);
        return _trace;
    }

    private void FillSender(int index)
    {
        ShardBlock block = blocks[index];
        TraceRow row = new(_trace, 2 * index);
        WriteBlock(row, block);
        WriteChained(row);
        AccountUpdate? update = block.Update(0);
        OperationWitness? witness = block.Witness;
        if (witness is not null && update is not null)
        {
            Operation operation = witness.Operation;
            WriteUpdate(row, operation.Account, update, isKnown: operation.Kind != OperationKind.OpenAccount);
            WriteBalanceCarries(row, update, Sign(operation.Kind), operation.Amount.Value, operation.Fee.Value);
            WriteSenderPieces(row, operation, update);
            WriteFees(row, operation, witness.FeesAfter);
            _count += operation.Kind == OperationKind.OpenAccount ? 1u : 0;
        }

        _evaluation = BatchCommitment.Evaluate(shard.Statement.Point, _evaluation, block.Elements.Span);
    }

    private void FillReceiver(int index)
    {
        ShardBlock block = blocks[index];
        TraceRow row = new(_trace, (2 * index) + 1);
        WriteBlock(row, block);
        WriteChained(row);
        if (block.Witness is not OperationWitness witness)
        {
            return;
        }

        Operation operation = witness.Operation;
        WriteSplit(row, _columns.Pieces, operation.Amount.Value);
        if (operation.Kind.CarriesKey())
        {
            WriteElements(row, _columns.Key, blocks[index + 1].Elements.Span);
        }

        if (block.Update(1) is AccountUpdate update)
        {
            WriteUpdate(row, operation.Receiver, update, isKnown: true);
            WriteBalanceCarries(row, update, 1, operation.Amount.Value, 0);
        }
    }

    private void WriteBlock(TraceRow row, ShardBlock block)
    {
        WriteElements(row, _columns.Block, block.Elements.Span);
        row[block.IsSecond ? _columns.IsSecond : _columns.Is(block.Kind)] = KoalaBear.One;
    }

    private void WriteChained(TraceRow row)
    {
        WriteElements(row, _columns.Root, _root.Elements);
        row[_columns.Count] = KoalaBear.FromCanonical(_count);
        for (int i = 0; i < _columns.Evaluation.Length; i++)
        {
            row[_columns.Evaluation[i]] = _evaluation[i];
        }

        WriteLimbs(row, _columns.Fees, _fees);
    }

    private void WriteUpdate(TraceRow row, AccountIndex account, AccountUpdate update, bool isKnown)
    {
        row[_columns.Account] = KoalaBear.FromCanonical(account.Value);
        WriteElements(row, _columns.Key, update.Old.Key.Elements);
        WriteLimbs(row, _columns.Balance, update.Old.Balance);
        WriteSplit(row, _columns.NewBalance, update.New.Balance.Value);
        row[_columns.LastSlot] = KoalaBear.FromCanonical(update.Old.LastSlot.Value);
        row[_columns.NewLastSlot] = KoalaBear.FromCanonical(update.New.LastSlot.Value);
        if (isKnown)
        {
            WriteDouble(row, OperationTable.KnownPiece, (long)_count - 1 - account.Value);
        }

        _root = update.RootAfter;
    }

    private void WriteBalanceCarries(TraceRow row, AccountUpdate update, int sign, ulong amount, ulong fee)
    {
        long carry = 0;
        for (int limb = 0; limb < _columns.BalanceCarry.Length; limb++)
        {
            long change = (sign * Limb(amount, limb)) - Limb(fee, limb);
            long excess = Limb(update.Old.Balance.Value, limb) + change + carry - Limb(update.New.Balance.Value, limb);
            carry = excess >> Gwei.LimbBits;
            row[_columns.BalanceCarry[limb]] = Element(carry);
        }
    }

    private void WriteSenderPieces(TraceRow row, in Operation operation, AccountUpdate update)
    {
        uint slot = operation.Slot.Value;
        for (int i = 0; i < OperationTable.SlotPieces; i++)
        {
            row[_columns.Pieces[i]] = Element((slot >> (OperationTable.SlotPieceBits * i)) & ((1u << OperationTable.SlotPieceBits) - 1));
        }

        if (operation.Kind.IsSigned())
        {
            WriteDouble(row, OperationTable.DifferencePiece, (long)slot - update.Old.LastSlot.Value - 1);
        }

        uint fee = (uint)operation.Fee.Value;
        const uint Mask = (1u << OperationTable.FeePieceBits) - 1;
        row[_columns.Pieces[OperationTable.FeePiece]] = Element(fee & Mask);
        row[_columns.Pieces[OperationTable.FeePiece + 1]] = Element((fee >> OperationTable.FeePieceBits) & Mask);
        row[_columns.Pieces[OperationTable.FeePiece + 2]] = Element(fee >> Gwei.LimbBits);
    }

    private void WriteFees(TraceRow row, in Operation operation, Gwei after)
    {
        ulong before = operation.Kind == OperationKind.FeeCredit ? 0 : _fees.Value;
        long carry = 0;
        for (int limb = 0; limb < _columns.FeeCarry.Length; limb++)
        {
            carry = (Limb(before, limb) + Limb(operation.Fee.Value, limb) + carry - Limb(after.Value, limb)) >> Gwei.LimbBits;
            row[_columns.FeeCarry[limb]] = Element(carry);
        }

        _fees = after;
    }

    /// <summary>A difference of two pieces of twelve bits; one that is out of range keeps its value and finds no range.</summary>
    private void WriteDouble(TraceRow row, int piece, long value)
    {
        const int Bits = OperationTable.DoublePieceBits;
        long high = value >> Bits;
        row[_columns.Pieces[piece]] = Element(value - (high << Bits));
        row[_columns.Pieces[piece + 1]] = Element(high);
    }

    private static void WriteSplit(TraceRow row, IReadOnlyList<Column> halves, ulong value)
    {
        for (int limb = 0; limb < Gwei.LimbCount; limb++)
        {
            int bits = OperationColumns.HalfBits(limb);
            long word = Limb(value, limb);
            row[halves[2 * limb]] = Element(word & ((1L << bits) - 1));
            row[halves[(2 * limb) + 1]] = Element(word >> bits);
        }
    }

    private static void WriteLimbs(TraceRow row, IReadOnlyList<Column> limbs, Gwei value)
    {
        for (int limb = 0; limb < Gwei.LimbCount; limb++)
        {
            row[limbs[limb]] = Element(Limb(value.Value, limb));
        }
    }

    private static void WriteElements(TraceRow row, IReadOnlyList<Column> columns, ReadOnlySpan<KoalaBear> elements)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            row[columns[i]] = elements[i];
        }
    }

    private static long Limb(ulong value, int limb) => (long)(value >> (limb * Gwei.LimbBits)) & LimbMask;

    private static int Sign(OperationKind kind) => kind switch
    {
        OperationKind.OpenAccount or OperationKind.Deposit or OperationKind.FeeCredit => 1,
        OperationKind.Transfer or OperationKind.Withdraw or OperationKind.ForcedExit => -1,
        _ => 0,
    };

    private static KoalaBear Element(long value) => value < 0 ? -KoalaBear.Reduce((ulong)-value) : KoalaBear.Reduce((ulong)value);
}
