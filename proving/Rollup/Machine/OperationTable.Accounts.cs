using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <content>Accounts, balances, fees and ranges.</content>
internal sealed partial class OperationTable
{
    /// <summary>Bits of each piece of a slot.</summary>
    public const int SlotPieceBits = 8;

    /// <summary>Pieces of a slot, the first ones of a row.</summary>
    public const int SlotPieces = 3;

    /// <summary>Bits of each half of a difference.</summary>
    public const int DoublePieceBits = 12;

    /// <summary>Bits of each of the two lower pieces of a fee.</summary>
    public const int FeePieceBits = 11;

    /// <summary>Bits of carries between limbs of balances.</summary>
    public const int CarryBits = 2;

    /// <summary>What is added to such a carry before it is looked up.</summary>
    public const int CarryOffset = 2;

    /// <summary>The first piece of the slot's distance to the last one.</summary>
    public const int DifferencePiece = 3;

    /// <summary>The first piece of the fee.</summary>
    public const int FeePiece = 5;

    /// <summary>The first piece of the account's distance to the first one that is not open.</summary>
    public const int KnownPiece = 8;

    private const int FeeHighBits = 8;

    private static readonly int[] SenderBits =
    [
        SlotPieceBits, SlotPieceBits, SlotPieceBits, DoublePieceBits, DoublePieceBits, FeePieceBits, FeePieceBits, FeeHighBits,
        DoublePieceBits, DoublePieceBits,
    ];

    private static readonly int[] OtherBits = [11, 11, 11, 11, 10, 10, FeePieceBits, FeeHighBits, DoublePieceBits, DoublePieceBits];

    /// <summary>The bits of a piece.</summary>
    public static int PieceBits(int piece, bool isSender) => (isSender ? SenderBits : OtherBits)[piece];

    /// <summary>The low 22 bits of the fee, on first rows.</summary>
    private Expr FeeLow => _columns.Pieces[FeePiece] + (_columns.Pieces[FeePiece + 1] * (1 << FeePieceBits));

    /// <summary>The fee from bit 22 on, on first rows.</summary>
    private Expr FeeHigh => _columns.Pieces[FeePiece + 2];

    private void ConstrainAccounts()
    {
        Expr first = 1 - _columns.IsSecond;
        _builder.AssertZero(_selectors.Sender * (_columns.Account - (first * _columns.Block[AccountElement])), "the account is the block's");
        _builder.AssertZero(_selectors.Receiver * (_columns.Account - (first * _columns.Block[ReceiverElement])), "the receiver is the block's");
        _builder.AssertZero((1 - _selectors.Live) * _columns.Account, "there is no account behind the blocks");

        // A new account, like a row without one, comes from nothing; second rows of kinds with a key hold the new key.
        Expr none = 1 - UpdatesKnown;
        Expr holdsKey = _selectors.Receiver * CarriesKey;
        for (int i = 0; i < _columns.Key.Length; i++)
        {
            _builder.AssertZero((none - holdsKey) * _columns.Key[i], $"{_columns.Key[i].Name} is zero without an account");
            _builder.AssertZero(holdsKey * (_columns.Key[i] - _columns.Block[i].Next), $"{_columns.Key[i].Name} is the second block's");
        }

        foreach (Column balance in _columns.Balance)
        {
            _builder.AssertZero(none * balance, $"{balance.Name} is zero without an account");
        }

        _builder.AssertZero(none * _columns.LastSlot, "last slot is zero without an account");
        Expr slot = _columns.Block[SlotElement];
        _builder.AssertZero(
            _columns.NewLastSlot - _columns.LastSlot - (_selectors.Sender * IsSigned * (slot - _columns.LastSlot)), "a signature moves the last slot");
        _builder.AssertZero(_selectors.Sender * IsOpen * (_columns.Account - _columns.Count), "accounts are opened in order");
        _builder.AssertZero(
            Double(KnownPiece) - (UpdatesKnown * (_columns.Count - 1 - _columns.Account)), "other accounts are open already");
    }

    /// <summary>
    /// new = old + amount, - amount - fee or - fee, limb by limb with carries from -2 to 1. All limbs are in range, so no sum wraps
    /// around p and the top limb shows that the result is not negative and below 2^64.
    /// </summary>
    private void ConstrainBalances()
    {
        Expr takes = _columns.Any(kind => kind is OperationKind.Transfer or OperationKind.Withdraw or OperationKind.ForcedExit);
        Expr gives = _columns.Any(kind => kind is OperationKind.OpenAccount or OperationKind.Deposit or OperationKind.FeeCredit);
        Expr sign = (_selectors.Sender * (gives - takes)) + (_selectors.Receiver * _columns.Is(OperationKind.Transfer));
        Expr[] fee = [_selectors.Sender * FeeLow, _selectors.Sender * FeeHigh, 0];
        for (int limb = 0; limb < Gwei.LimbCount; limb++)
        {
            Expr carryIn = limb > 0 ? _columns.BalanceCarry[limb - 1] : (Expr)0;
            Expr carryOut = limb < Gwei.LimbCount - 1 ? _columns.BalanceCarry[limb] * (1 << Gwei.LimbBits) : (Expr)0;
            Expr change = (sign * _columns.Block[AmountElement + limb]) - fee[limb] + carryIn - carryOut;
            _builder.AssertZero(
                OperationColumns.Limb(_columns.NewBalance, limb) - _columns.Balance[limb] - change,
                FormattableString.Invariant($"balance limb {limb}"));
        }

        foreach (Column half in _columns.NewBalance)
        {
            _builder.AssertZero(_selectors.Sender * _columns.Is(OperationKind.ForcedExit) * half, $"{half.Name} is zero after a forced exit");
        }
    }

    /// <summary>What the pieces are pieces of, and their ranges.</summary>
    private void ConstrainPieces()
    {
        Expr first = 1 - _columns.IsSecond;
        Expr slot = _columns.Pieces[0] + (_columns.Pieces[1] * (1 << SlotPieceBits)) + (_columns.Pieces[2] * (1 << (2 * SlotPieceBits)));
        _builder.AssertZero(_selectors.Sender * (slot - (first * _columns.Block[SlotElement])), "the slot in pieces");
        Expr beyond = IsSigned * (_columns.Block[SlotElement] - _columns.LastSlot - 1);
        _builder.AssertZero(_selectors.Sender * (Double(DifferencePiece) - beyond), "slots increase");
        Expr fee = FeeLow + (FeeHigh * (1 << Gwei.LimbBits));
        _builder.AssertZero(_selectors.Sender * (fee - (first * _columns.Block[FeeElement])), "the fee in pieces");
        for (int limb = 0; limb < Gwei.LimbCount; limb++)
        {
            Expr inPieces = OperationColumns.Limb(_columns.Pieces, limb);
            Expr amount = first * _columns.Block[AmountElement + limb];
            _builder.AssertZero(_selectors.Receiver * (inPieces - amount), FormattableString.Invariant($"amount limb {limb} in pieces"));
            _builder.AssertZero(_selectors.Final * (inPieces - _columns.Fees[limb]), FormattableString.Invariant($"fee limb {limb} in pieces"));
        }

        for (int i = 0; i < OperationColumns.PieceCount; i++)
        {
            Expr bits = (_selectors.Sender * (SenderBits[i] - OtherBits[i])) + OtherBits[i];
            _builder.Send(ShardBuses.Ranges, [bits, _columns.Pieces[i]], 1);
        }

        for (int i = 0; i < _columns.NewBalance.Length; i++)
        {
            _builder.Send(ShardBuses.Ranges, [OperationColumns.HalfBits(i / 2), _columns.NewBalance[i]], 1);
        }

        foreach (Column carry in _columns.BalanceCarry)
        {
            _builder.Send(ShardBuses.Ranges, [CarryBits, carry + CarryOffset], 1);
        }
    }

    /// <summary>
    /// Fees are added up with carries that the prover chooses; only their end and what feeCredit pays out are in range, and a wrong carry
    /// would leave them out of it.
    /// </summary>
    private void ConstrainFees()
    {
        Column isCredit = _columns.Is(OperationKind.FeeCredit);
        Expr[] added = [FeeLow, FeeHigh, 0];
        foreach (Column carry in _columns.FeeCarry)
        {
            _builder.AssertBool(carry, $"{carry.Name} is a bit");
            _builder.AssertZero((1 - _selectors.Sender) * carry, $"{carry.Name} is zero where no fee is added");
        }

        for (int limb = 0; limb < Gwei.LimbCount; limb++)
        {
            Column fees = _columns.Fees[limb];
            Expr carryIn = limb > 0 ? _columns.FeeCarry[limb - 1] : (Expr)0;
            Expr carryOut = limb < Gwei.LimbCount - 1 ? _columns.FeeCarry[limb] * (1 << Gwei.LimbBits) : (Expr)0;
            Expr sum = ((1 - isCredit) * fees) + added[limb] + carryIn - carryOut;
            _builder.AssertZero(_selectors.Sender * (fees.Next - sum), $"{fees.Name} takes the fee in");
            _builder.AssertZero(_selectors.Receiver * (fees.Next - fees), $"{fees.Name} stays");
            _builder.AssertZero(_selectors.Sender * isCredit * (_columns.Block[AmountElement + limb] - fees), $"{fees.Name} is credited");
            _builder.AssertZero(_selectors.First * (fees - _builder.PublicValue(ShardPublics.FeesIn + limb)), $"{fees.Name} begins");
            _builder.AssertZero(_selectors.Final * (fees - _builder.PublicValue(ShardPublics.FeesOut + limb)), $"{fees.Name} ends");
        }
    }

    private Expr Double(int piece) => _columns.Pieces[piece] + (_columns.Pieces[piece + 1] * (1 << DoublePieceBits));
}
