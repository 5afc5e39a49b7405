using System.Numerics;
using P2PProver.Contracts.Abi;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>A committed batch, as `BatchCommitted` emits it and calls hand it back: struct Batch of contracts/src/types/Batch.sol.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Index">How many batches were committed before it.</param>
/// <param name="Parent">The key of the batch before it; zero for the first.</param>
/// <param name="Sequencer">Who committed it.</param>
/// <param name="ShardCount">The shards that its blocks fill.</param>
/// <param name="DataOut">The chain digest of its blocks.</param>
/// <param name="Point">The point at which its data is evaluated: five coefficients of 32 bits, c0 in the highest.</param>
/// <param name="Evaluation">The evaluation there, in the same form.</param>
/// <param name="PayoutsHash">keccak256 of its payouts.</param>
/// <param name="PayoutCount">How many payouts there are.</param>
/// <param name="QueueHeadBefore">The queue's committed head before it.</param>
/// <param name="QueueHeadAfter">The same after it.</param>
/// <param name="ForcedFees">The fees of the consumed items.</param>
/// <param name="Pot">What its proof earns.</param>
/// <param name="Bond">The sequencer's bond.</param>
/// <param name="TotalStake">All stake active at its commit.</param>
/// <param name="CommitTime">The commit block's time in seconds.</param>
/// <param name="CommitBlock">The commit block's number.</param>
public sealed record BatchRecord(
    Hash32 Key,
    ulong Index,
    Hash32 Parent,
    Address Sequencer,
    uint ShardCount,
    Hash32 DataOut,
    BigInteger Point,
    BigInteger Evaluation,
    Hash32 PayoutsHash,
    uint PayoutCount,
    uint QueueHeadBefore,
    uint QueueHeadAfter,
    Wei ForcedFees,
    Wei Pot,
    Wei Bond,
    Wei TotalStake,
    ulong CommitTime,
    ulong CommitBlock)
{
    /// <summary>As an argument of a call.</summary>
    public AbiValue ToAbi() => AbiValue.Of(
        AbiValue.Of(Key),
        AbiValue.Of(Index),
        AbiValue.Of(Parent),
        AbiValue.Of(Sequencer),
        AbiValue.Of((ulong)ShardCount),
        AbiValue.Of(DataOut),
        AbiValue.Of(Point),
        AbiValue.Of(Evaluation),
        AbiValue.Of(PayoutsHash),
        AbiValue.Of((ulong)PayoutCount),
        AbiValue.Of((ulong)QueueHeadBefore),
        AbiValue.Of((ulong)QueueHeadAfter),
        AbiValue.Of(ForcedFees),
        AbiValue.Of(Pot),
        AbiValue.Of(Bond),
        AbiValue.Of(TotalStake),
        AbiValue.Of(CommitTime),
        AbiValue.Of(CommitBlock));

    internal static BatchRecord Read(AbiFields fields) => new(
        fields.Hash("key"),
        fields.Number64("index"),
        fields.Hash("parent"),
        fields.Address("sequencer"),
        fields.Number32("shardCount"),
        fields.Hash("dataOut"),
        fields["z"].Number,
        fields["y"].Number,
        fields.Hash("payoutsHash"),
        fields.Number32("payoutCount"),
        fields.Number32("queueHeadBefore"),
        fields.Number32("queueHeadAfter"),
        fields.Wei("forcedFees"),
        fields.Wei("pot"),
        fields.Wei("bond"),
        fields.Wei("totalStake"),
        fields.Number64("commitTime"),
        fields.Number64("commitBlock"));
}
