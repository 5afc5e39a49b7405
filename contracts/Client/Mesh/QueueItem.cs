using P2PProver.Contracts.Abi;

namespace P2PProver.Contracts.Mesh;

/// <summary>An item of the queue: struct QueueItem of contracts/src/types/QueueItem.sol.</summary>
/// <param name="Kind">2 openAccount, 3 deposit, 5 forcedExit; 0 after a refund, or if there is none.</param>
/// <param name="Index">The account.</param>
/// <param name="AmountGwei">What the account gets.</param>
/// <param name="Time">When it was queued, in seconds.</param>
/// <param name="Detail">The public key of an opening, or who paid for a deposit.</param>
public sealed record QueueItem(uint Kind, uint Index, ulong AmountGwei, ulong Time, Hash32 Detail)
{
    internal static QueueItem Read(AbiFields fields) =>
        new(fields.Number32("kind"), fields.Number32("index"), fields.Number64("amount"), fields.Number64("time"), fields.Hash("detail"));
}
