using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>Everything that a prover needs about one executed operation.</summary>
public sealed class OperationWitness
{
    /// <summary>The operation.</summary>
    public required Operation Operation { get; init; }

    /// <summary>Its first block, counted from the shard's first.</summary>
    public required int FirstBlock { get; init; }

    /// <summary>The accounts touched, in order: sender and then receiver for a transfer, else the one concerned.</summary>
    public required IReadOnlyList<AccountUpdate> Updates { get; init; }

    /// <summary>The number of open accounts before; one more afterwards for openAccount, else the same.</summary>
    public required uint AccountCountBefore { get; init; }

    /// <summary>The number of open accounts after.</summary>
    public required uint AccountCountAfter { get; init; }

    /// <summary>Fees collected before.</summary>
    public required Gwei FeesBefore { get; init; }

    /// <summary>Fees collected after.</summary>
    public required Gwei FeesAfter { get; init; }

    /// <summary>What was signed; zeros for operations without signature.</summary>
    public required Digest8 MessageDigest { get; init; }

    /// <summary>The signature; null for operations without.</summary>
    public required XmssSignature? Signature { get; init; }

    /// <summary>The 42 digits of the signature's chains; empty for operations without.</summary>
    public required ReadOnlyMemory<byte> Digits { get; init; }
}
