namespace P2PProver.Rollup;

/// <summary>Why a batch cannot be executed, and so not be proven.</summary>
public enum ReplayFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>The data is longer than <see cref="BatchShape.DataBytesMax"/> bytes or fills too many shards.</summary>
    BatchTooLarge,

    /// <summary>An operation touches an account that is not open.</summary>
    UnknownAccount,

    /// <summary>An account is opened at another index than the next.</summary>
    OpenOutOfOrder,

    /// <summary>The tree has no room for another account.</summary>
    TreeFull,

    /// <summary>Amount and fee are more than the balance.</summary>
    Overspend,

    /// <summary>A balance would reach 2^64.</summary>
    BalanceOverflow,

    /// <summary>The slot is not above the account's last one.</summary>
    SlotNotIncreasing,

    /// <summary>An operation that the account must sign has no signature.</summary>
    SignatureMissing,

    /// <summary>A signature stands where none belongs.</summary>
    SignatureUnexpected,

    /// <summary>The signature is not valid; the verdict says why.</summary>
    BadSignature,

    /// <summary>A forced exit pays out another amount than the whole balance.</summary>
    PartialExit,

    /// <summary>A fee credit pays another amount than the fees collected.</summary>
    WrongFeeCredit,

    /// <summary>An operation follows the fee credit, which is the last of a batch.</summary>
    AfterFeeCredit,

    /// <summary>Fees were collected and never credited.</summary>
    FeesNotCredited,

    /// <summary>The source of the state does not hold an account or its path.</summary>
    StateMissing,
}
