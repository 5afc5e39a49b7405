using P2PProver.Node.Errors;
using P2PProver.Rollup;

namespace P2PProver.Node.Batches;

/// <summary>What the rollup's refusals are called to an operator.</summary>
public static class ReplayFailures
{
    /// <summary>The failure of a batch that cannot be executed.</summary>
    public static CodedException Describe(ReplayResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string place = $"operation {result.OperationIndex}";
        return result.Fault switch
        {
            ReplayFault.BadSignature => new(ErrorCatalogue.BadSignature, $"{place}: the signature is not valid ({result.Verdict})"),
            ReplayFault.SignatureMissing => new(ErrorCatalogue.BadSignature, $"{place}: the signature is missing"),
            ReplayFault.SignatureUnexpected => new(ErrorCatalogue.BadSignature, $"{place}: a signature stands where none belongs"),
            ReplayFault.SlotNotIncreasing => new(ErrorCatalogue.SlotReused, $"{place}: its slot is not above the account's last one"),
            ReplayFault.Overspend => new(ErrorCatalogue.Overspend, $"{place}: amount and fee are more than the balance"),
            ReplayFault.UnknownAccount => new(ErrorCatalogue.UnknownAccount, $"{place}: the account is not open"),
            ReplayFault.BalanceOverflow => new(ErrorCatalogue.AmountOverflow, $"{place}: the balance would reach 2^64 gwei"),
            ReplayFault.StateMissing => new(ErrorCatalogue.WitnessRefused, $"{place}: the witness lacks what it touches"),
            ReplayFault.BatchTooLarge => new(ErrorCatalogue.DataNotCanonical, "the batch is larger than 120,000 bytes or 64 shards"),
            ReplayFault.FeesNotCredited => new(ErrorCatalogue.OperationRefused, "fees were collected and never credited"),
            _ => new(ErrorCatalogue.OperationRefused, $"{place}: {result.Fault}"),
        };
    }
}
