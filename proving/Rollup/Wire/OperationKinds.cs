namespace P2PProver.Rollup;

/// <summary>What follows from an operation's kind alone.</summary>
public static class OperationKinds
{
    /// <summary>The largest number of blocks of an operation.</summary>
    public const int BlocksMax = 2;

    /// <summary>Whether a number names a kind.</summary>
    public static bool IsDefined(byte number) => number <= (byte)OperationKind.FeeCredit;

    /// <summary>Blocks of an operation: two for those that carry a key, else one.</summary>
    public static int BlockCount(this OperationKind kind) => kind.CarriesKey() ? 2 : 1;

    /// <summary>Whether a public key stands in a second block.</summary>
    public static bool CarriesKey(this OperationKind kind) => kind is OperationKind.OpenAccount or OperationKind.RotateKey;

    /// <summary>Whether the account's signature authorises it; such an operation has a fee and a slot.</summary>
    public static bool IsSigned(this OperationKind kind) => kind is OperationKind.Transfer or OperationKind.Withdraw or OperationKind.RotateKey;

    /// <summary>Whether the contract's queue authorises it.</summary>
    public static bool IsQueued(this OperationKind kind) =>
        kind is OperationKind.OpenAccount or OperationKind.Deposit or OperationKind.ForcedExit;

    /// <summary>Whether it has an amount.</summary>
    public static bool HasAmount(this OperationKind kind) => kind is not (OperationKind.Pad or OperationKind.RotateKey);

    /// <summary>Whether it has a second account.</summary>
    public static bool HasReceiver(this OperationKind kind) => kind == OperationKind.Transfer;

    /// <summary>Bytes of the packed form: those fields that the kind has, in the order of the block.</summary>
    public static int PackedBytes(this OperationKind kind)
    {
        const int SignedBytes = PackedData.FeeBytes + PackedData.SlotBytes;
        return kind == OperationKind.Pad
            ? PackedData.KindBytes
            : PackedData.KindBytes
                + (PackedData.IndexBytes * (kind.HasReceiver() ? 2 : 1))
                + (kind.HasAmount() ? PackedData.AmountBytes : 0)
                + (kind.IsSigned() ? SignedBytes : 0)
                + (kind.CarriesKey() ? PublicKey.Bytes : 0);
    }
}
