using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>An operation whose effect on the state is known and whose signature is not verified yet.</summary>
internal sealed class ExecutedOperation
{
    public required SignedOperation Signed { get; init; }

    public required IReadOnlyList<AccountUpdate> Updates { get; init; }

    public required uint CountBefore { get; init; }

    public required uint CountAfter { get; init; }

    public required Gwei FeesBefore { get; init; }

    public required Gwei FeesAfter { get; init; }

    public Digest8 Message { get; init; }

    public byte[] Digits { get; set; } = [];

    /// <summary>The key that must have signed.</summary>
    public PublicKey SigningKey => Updates[0].Old.Key;
}
