namespace P2PProver.Rollup;

/// <summary>What an operation does. The number is the first element of its first block and the first byte of its packed form.</summary>
public enum OperationKind
{
    /// <summary>Nothing: fills a shard where no operation stands.</summary>
    Pad = 0,

    /// <summary>Moves an amount between two accounts; signed by the sender.</summary>
    Transfer = 1,

    /// <summary>Opens the next account with a key and an amount; from the contract's queue.</summary>
    OpenAccount = 2,

    /// <summary>Adds an amount to an account; from the contract's queue.</summary>
    Deposit = 3,

    /// <summary>Pays an amount out to the account's owner on chain; signed.</summary>
    Withdraw = 4,

    /// <summary>Pays the whole balance out to the account's owner on chain; from the contract's queue.</summary>
    ForcedExit = 5,

    /// <summary>Replaces the account's key; signed with the old one.</summary>
    RotateKey = 6,

    /// <summary>Adds all fees of the batch to an account; the last operation of a batch.</summary>
    FeeCredit = 7,
}
