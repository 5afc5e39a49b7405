namespace P2PProver.Rollup;

/// <summary>Signs operations with a key whose counter moves on, durably, before each signature exists.</summary>
/// <param name="key">The key; the signer does not dispose of it.</param>
/// <param name="ledger">The key's own counter.</param>
/// <param name="domain">The rollup.</param>
public sealed class WalletSigner(XmssKey key, SlotLedger ledger, RollupDomain domain)
{
    /// <summary>
    /// Takes the next slot, persists that it is used, and only then signs. When this fails at whatever point, the slot is lost and never
    /// used again.
    /// </summary>
    /// <param name="lastSlotOnChain">The account's last slot as the state has it; the signature's slot is above it.</param>
    /// <param name="operation">Makes the operation for its slot.</param>
    /// <param name="result">The operation with its signature; null unless the outcome is success.</param>
    /// <exception cref="IOException">The counter could not be persisted; nothing was signed.</exception>
    /// <exception cref="UnauthorizedAccessException">The counter could not be persisted; nothing was signed.</exception>
    public SlotOutcome Sign(Slot lastSlotOnChain, Func<Slot, Operation> operation, out SignedOperation? result)
    {
        ArgumentNullException.ThrowIfNull(operation);
        result = null;
        SlotOutcome outcome = ledger.Take(key, lastSlotOnChain, out Slot slot);
        if (outcome != SlotOutcome.Success)
        {
            return outcome;
        }

        Operation made = operation(slot);
        if (made.Slot != slot)
        {
            throw new InvalidOperationException("An operation must carry the slot that was taken for it.");
        }

        result = new SignedOperation(made, key.Sign(slot, made.MessageDigest(domain)));
        return SlotOutcome.Success;
    }
}
