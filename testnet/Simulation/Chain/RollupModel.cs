using System.Buffers.Binary;
using System.Collections.Immutable;
using P2PProver.Crypto;
using P2PProver.Hashing;
using P2PProver.Testnet.Simulation.Engine;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>
/// The contracts' rules as a pure function from state and call to state and events. It is written from the protocol's description and shares no code
/// with the contracts or with the nodes' view of them: it is what the checkers believe.
/// </summary>
public sealed partial class RollupModel
{
    private const int DomainBytes = 32;

    private readonly RollupRules _rules;
    private readonly IFinalProofCheck _verifier;

    /// <summary>A model with its constants and the proof system's verifier.</summary>
    public RollupModel(RollupRules rules, IFinalProofCheck verifier)
    {
        (_rules, _verifier) = (rules, verifier);
    }

    /// <summary>The constants.</summary>
    public RollupRules Rules => _rules;

    /// <summary>Which rule the contracts break on purpose.</summary>
    public Canary Canary { get; init; }

    /// <summary>Executes a call.</summary>
    public CallResult Apply(RollupState state, in BlockContext block, Address sender, RollupCall call)
    {
        CallResult result = call switch
        {
            StakeCall stake => Stake(state, block, sender, stake),
            UnstakeCall unstake => Unstake(state, block, sender, unstake),
            CommitBatchCall commit => CommitBatch(state, block, sender, commit),
            CommitClaimsCall claims => CommitClaims(state, block, sender, claims),
            SettleCall settle => Settle(state, block, settle),
            ExpireCall expire => Expire(state, block, expire),
            ForcedItemCall item => AppendItem(state, block, sender, item),
            FreezeCall => Freeze(state, block),
            EscapeCall => Escape(state, sender),
            WithdrawCall => Withdraw(state, sender),
            CancelCall => CallResult.Done(state),
            _ => CallResult.Refused(state, Revert.Nothing),
        };
        return result.Revert == Revert.None && call.Value > 0
            ? result with { State = result.State with { Held = result.State.Held + call.Value } }
            : result;
    }

    /// <summary>The gas of a call, from the targets of the contracts; only its order of size matters here.</summary>
    public static long Gas(RollupCall call) => call switch
    {
        CommitBatchCall => 1_100_000,
        CommitClaimsCall => 72_000,
        SettleCall settle => 6_500_000 + (25_000 * Math.Max(0, settle.Payees.Distinct().Count() - 8)),
        EscapeCall => 2_000_000,
        CancelCall => 21_000,
        _ => 90_000,
    };

    /// <summary>When a batch's clock starts: at its commit or its parent's settlement, whichever is later; null while the parent is unsettled.</summary>
    public static long? ClockStart(RollupState state, BatchRecord batch) =>
        state.FirstLive?.Key == batch.Key ? Math.Max(batch.CommitTime, state.LastSettledTime) : null;

    /// <summary>The bond that the next commit must put up.</summary>
    public UInt128 BondNow(RollupState state, long time) => _rules.BaseBond << Math.Min(ExponentNow(state, time), 10);

    /// <summary>What a commit with a pot must send: the pot with its whole ramp, the refund, and the bond.</summary>
    public UInt128 CommitValue(RollupState state, long time, UInt128 pot) =>
        (pot * (1 + _rules.RampMax)) + _rules.RefundMax + BondNow(state, time);

    /// <summary>The bond of one claimed position.</summary>
    public static UInt128 ClaimBond(BatchRecord batch, int position)
    {
        UInt128 reward = Share(batch.Pot, batch.ShardCount, position);
        UInt128 tripled = 3 * reward;
        return tripled > batch.Pot / 4 ? tripled : batch.Pot / 4;
    }

    /// <summary>The reward of a position out of a pot: 70 % over the leaves, 20 % over the merges; a lone leaf has both.</summary>
    public static UInt128 Share(UInt128 pot, int shards, int position)
    {
        if (shards == 1)
        {
            return (pot * 70 / 100) + (pot * 20 / 100);
        }

        return position < shards ? pot * 70 / 100 / (uint)shards : pot * 20 / 100 / (uint)(shards - 1);
    }

    private int ExponentNow(RollupState state, long time)
    {
        long fallen = (time - state.BondExponentTime) / (8 * _rules.OpenSeconds);
        return (int)Math.Max(0, state.BondExponent - fallen);
    }

    private RollupState RaiseExponent(RollupState state, long time) =>
        state with { BondExponent = ExponentNow(state, time) + 1, BondExponentTime = time };

    private CallResult Stake(RollupState state, in BlockContext block, Address sender, StakeCall call)
    {
        ProverRecord before = state.Provers.GetValueOrDefault(sender) ?? new ProverRecord(sender, call.Payout, [], UInt128.Zero);
        UInt128 stake = before.Stake + call.Value;
        if (stake < _rules.StakeMin)
        {
            return CallResult.Refused(state, Revert.WrongValue);
        }

        ProverRecord after = before with { History = before.History.Add(new StakeChange(block.Number, stake)) };
        return CallResult.Done(
            state with { Provers = state.Provers.SetItem(sender, after) }, new StakeChanged(sender, after.Payout, stake, block.Number));
    }

    private static CallResult Unstake(RollupState state, in BlockContext block, Address sender, UnstakeCall call)
    {
        if (state.Provers.GetValueOrDefault(sender) is not { } before || before.Free < call.Amount)
        {
            return CallResult.Refused(state, Revert.NoFreeStake);
        }

        ProverRecord after = before with { History = before.History.Add(new StakeChange(block.Number, before.Stake - call.Amount)) };
        RollupState next = state with { Provers = state.Provers.SetItem(sender, after), Held = state.Held - call.Amount };
        return CallResult.Done(next, new StakeChanged(sender, after.Payout, after.Stake, block.Number));
    }

    private CallResult CommitBatch(RollupState state, in BlockContext block, Address sender, CommitBatchCall call)
    {
        Revert refused = CheckCommit(state, block, call);
        if (refused != Revert.None)
        {
            return CallResult.Refused(state, refused);
        }

        BatchRecord batch = new()
        {
            Key = KeyOf(state.CommitCount, call, state.CommittedHead, sender),
            Index = state.CommitCount,
            Parent = call.Parent,
            Sequencer = sender,
            Data = call.Data,
            StateOut = call.StateOut,
            ShardCount = call.ShardCount,
            Pot = call.Pot,
            Bond = BondNow(state, block.Time),
            TotalStake = ActiveStake(state, block.Number),
            CommitTime = block.Time,
            CommitBlock = block.Number,
            QueueBefore = state.CommittedHead,
            QueueAfter = call.QueueAfter,
        };
        RollupState next = state with
        {
            Batches = state.Batches.Add(batch.Key, batch),
            Live = state.Live.Add(batch.Key),
            CommitCount = state.CommitCount + 1,
            CommittedHead = call.QueueAfter,
        };
        return CallResult.Done(next, new BatchCommitted(batch));
    }

    private Revert CheckCommit(RollupState state, in BlockContext block, CommitBatchCall call)
    {
        long due = block.Time - _rules.ForcedDeadlineSeconds;
        bool overdueLeft = call.QueueAfter < state.Queue.Count && state.Queue[call.QueueAfter].Time < due && call.QueueAfter - state.CommittedHead < 64;
        return state.IsFrozen ? Revert.Frozen
            : call.Parent != state.NewestKey ? Revert.WrongParent
            : state.Live.Count >= _rules.UnsettledMax ? Revert.TooManyUnsettled
            : call.ShardCount < 1 || call.ShardCount > _rules.ShardsMax ? Revert.WrongShardCount
            : call.QueueAfter < state.CommittedHead || call.QueueAfter > state.Queue.Count || overdueLeft ? Revert.WrongQueueHead
            : call.Value != CommitValue(state, block.Time, call.Pot) ? Revert.WrongValue
            : Revert.None;
    }

    /// <summary>The stake of all that is active for a batch committed in a block.</summary>
    private UInt128 ActiveStake(RollupState state, long block)
    {
        UInt128 total = UInt128.Zero;
        foreach (ProverRecord prover in state.Provers.Values)
        {
            total += prover.HeldSince(block - _rules.ActivationDelayBlocks);
        }

        return total;
    }

    private static Hash32 KeyOf(long index, CommitBatchCall call, int queueHead, Address sender)
    {
        Span<byte> message = stackalloc byte[DomainBytes + 8 + 32 + 32 + 32 + 4 + 4 + Address.Bytes];
        message.Clear();
        BinaryPrimitives.WriteInt64BigEndian(message[32..], index);
        call.Parent.Write(message[40..]);
        call.Data.Write(message[72..]);
        call.StateOut.Write(message[104..]);
        BinaryPrimitives.WriteInt32BigEndian(message[136..], call.ShardCount);
        BinaryPrimitives.WriteInt32BigEndian(message[140..], queueHead);
        sender.Value.CopyTo(message[144..]);
        return Hash32.TryRead(Keccak256.Hash(message), out Hash32 key) ? key : default;
    }
}
