namespace P2PProver.Rollup.Tests.Machine;

/// <summary>One operation of a forged shard: what honest execution says of it, to be changed at will.</summary>
internal sealed record ForgedStep
{
    public required Operation Operation { get; init; }

    public required XmssSignature? Signature { get; init; }

    public required ReadOnlyMemory<byte> Digits { get; init; }

    /// <summary>The accounts that change, in order, with what they are claimed to have been and to be.</summary>
    public required IReadOnlyList<(uint Index, Account Old, Account New)> Changes { get; init; }

    public required uint AccountsOpened { get; init; }

    public required Gwei FeesAfter { get; init; }

    public static ForgedStep Honest(OperationWitness witness) => new()
    {
        Operation = witness.Operation,
        Signature = witness.Signature,
        Digits = witness.Digits,
        Changes = [.. witness.Updates.Select(update => (update.Index.Value, update.Old, update.New))],
        AccountsOpened = witness.AccountCountAfter - witness.AccountCountBefore,
        FeesAfter = witness.FeesAfter,
    };

    /// <summary>The same step with another new account in one of its changes.</summary>
    public ForgedStep WithNew(int change, Func<Account, Account> replace)
    {
        (uint Index, Account Old, Account New)[] changes = [.. Changes];
        changes[change].New = replace(changes[change].New);
        return this with { Changes = changes };
    }
}
