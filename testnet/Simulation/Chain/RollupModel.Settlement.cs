using P2PProver.Crypto;
using P2PProver.Testnet.Simulation.Engine;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>Settlement with its rewards, expiry, and the way out when nothing moves.</summary>
public sealed partial class RollupModel
{
    /// <summary>The pot at a time since the batch's clock started: constant until twice T_open, then rising to its most at expiry.</summary>
    public UInt128 PotAt(UInt128 pot, long elapsed)
    {
        long late = Math.Clamp(elapsed - (2 * _rules.OpenSeconds), 0, 2 * _rules.OpenSeconds);
        return pot + (pot * _rules.RampMax * (ulong)late / (ulong)(2 * _rules.OpenSeconds));
    }

    /// <summary>What of a bond is returned at a time: all until twice T_open, nothing at expiry.</summary>
    public UInt128 BondReturned(UInt128 bond, long elapsed)
    {
        long late = Math.Clamp(elapsed - (2 * _rules.OpenSeconds), 0, 2 * _rules.OpenSeconds);
        return bond - (bond * (ulong)late / (ulong)(2 * _rules.OpenSeconds));
    }

    private CallResult Settle(RollupState state, in BlockContext block, SettleCall call)
    {
        if (state.IsFrozen || state.FirstLive is not { } batch || batch.Key != call.Key)
        {
            return CallResult.Refused(state, state.IsFrozen ? Revert.Frozen : Revert.NotLive);
        }

        long elapsed = block.Time - Math.Max(batch.CommitTime, state.LastSettledTime);
        Revert refused = CheckSettlement(state, block, batch, call, elapsed);
        return refused == Revert.None ? Pay(state, block, batch, call, elapsed) : CallResult.Refused(state, refused);
    }

    private Revert CheckSettlement(RollupState state, in BlockContext block, BatchRecord batch, SettleCall call, long elapsed)
    {
        if (call.Payees.Count != batch.PositionCount || call.Submitter.IsZero)
        {
            return Revert.WrongPayees;
        }

        foreach (Address payee in call.Payees)
        {
            if (payee.IsZero)
            {
                return Revert.WrongPayees;
            }
        }

        return !CreditsClaims(state, batch, call.Payees, elapsed, block) ? Revert.ClaimNotCredited
            : !_verifier.Verify(call.Proof, batch, call.Payees, call.Submitter) ? Revert.InvalidProof
            : Revert.None;
    }

    private CallResult Pay(RollupState state, in BlockContext block, BatchRecord batch, SettleCall call, long elapsed)
    {
        List<RollupEvent> events = [];
        RollupState next = ReleaseClaims(state, batch, call.Payees, elapsed, events);
        UInt128 pot = PotAt(batch.Pot, elapsed) + ((UInt128)(batch.QueueAfter - batch.QueueBefore) * _rules.ForcedFee);
        UInt128[] rewards = new UInt128[batch.PositionCount];
        UInt128 paid = UInt128.Zero;
        for (int i = 0; i < rewards.Length; i++)
        {
            rewards[i] = Share(pot, batch.ShardCount, i);
            next = next.Credit(call.Payees[i], Canary == Canary.DoublePayment ? 2 * rewards[i] : rewards[i]);
            paid += rewards[i];
        }

        UInt128 finaliser = (pot * 10 / 100) + UInt128.Min(_rules.RefundMax, _rules.SettleGas * block.BaseFee);
        UInt128 escrow = (batch.Pot * (1 + _rules.RampMax)) + _rules.RefundMax + ((UInt128)(batch.QueueAfter - batch.QueueBefore) * _rules.ForcedFee);
        UInt128 returned = BondReturned(batch.Bond, elapsed);
        next = next.Credit(call.Submitter, finaliser).Credit(batch.Sequencer, escrow - paid - finaliser + returned);
        next = next with
        {
            Burned = next.Burned + (batch.Bond - returned),
            Batches = next.Batches.SetItem(batch.Key, batch with { Status = BatchStanding.Settled }),
            Live = next.Live.RemoveAt(0),
            LastSettled = batch.Key,
            LastSettledTime = block.Time,
            SettledHead = batch.QueueAfter,
            AccountBalances = next.AccountBalances + Amounts(state, batch.QueueBefore, batch.QueueAfter),
        };
        next = elapsed > 2 * _rules.OpenSeconds ? RaiseExponent(next, block.Time) : next;
        events.Add(new BatchSettled(batch.Key, call.Payees, call.Submitter, rewards, block.Time));
        return new CallResult(next, Revert.None, events);
    }

    private static UInt128 Amounts(RollupState state, int from, int to)
    {
        UInt128 total = UInt128.Zero;
        for (int i = from; i < to; i++)
        {
            total += state.Queue[i].Amount;
        }

        return total;
    }

    private CallResult Expire(RollupState state, in BlockContext block, ExpireCall call)
    {
        if (state.IsFrozen || state.FirstLive is not { } first || first.Key != call.Key)
        {
            return CallResult.Refused(state, state.IsFrozen ? Revert.Frozen : Revert.NotLive);
        }

        if (block.Time - Math.Max(first.CommitTime, state.LastSettledTime) < _rules.ExpirySeconds)
        {
            return CallResult.Refused(state, Revert.TooEarly);
        }

        List<RollupEvent> events = [new BatchExpired(first.Key)];
        RollupState next = Drop(state, first, BatchStanding.Expired, returnedBond: UInt128.Zero) with { Burned = state.Burned + first.Bond };
        for (int i = 1; i < state.Live.Count; i++)
        {
            BatchRecord later = state.Batches[state.Live[i]];
            next = Drop(next, later, BatchStanding.Pruned, later.Bond);
            events.Add(new BatchPruned(later.Key));
        }

        next = next with { Live = [], CommittedHead = state.SettledHead };
        return new CallResult(RaiseExponent(next, block.Time), Revert.None, events);
    }

    /// <summary>Gives a batch's pot, its claims' bonds and as much of its own bond as is due back.</summary>
    private RollupState Drop(RollupState state, BatchRecord batch, BatchStanding status, UInt128 returnedBond)
    {
        UInt128 escrow = (batch.Pot * (1 + _rules.RampMax)) + _rules.RefundMax;
        RollupState next = ReturnClaimBonds(state, batch).Credit(batch.Sequencer, escrow + returnedBond);
        return next with { Batches = next.Batches.SetItem(batch.Key, batch with { Status = status }) };
    }

    private CallResult AppendItem(RollupState state, in BlockContext block, Address sender, ForcedItemCall call)
    {
        return call.Value < _rules.ForcedFee
            ? CallResult.Refused(state, Revert.WrongValue)
            : CallResult.Done(state with { Queue = state.Queue.Add(new ForcedItem(sender, call.Value - _rules.ForcedFee, block.Time)) });
    }

    private CallResult Freeze(RollupState state, in BlockContext block)
    {
        if (state.IsFrozen || state.SettledHead >= state.Queue.Count)
        {
            return CallResult.Refused(state, Revert.Nothing);
        }

        if (block.Time - state.Queue[state.SettledHead].Time < _rules.FreezeSeconds)
        {
            return CallResult.Refused(state, Revert.TooEarly);
        }

        RollupState next = state;
        foreach (Hash32 key in state.Live)
        {
            BatchRecord batch = state.Batches[key];
            next = Drop(next, batch, BatchStanding.Pruned, batch.Bond);
        }

        for (int i = state.SettledHead; i < state.Queue.Count; i++)
        {
            next = next.Credit(state.Queue[i].Owner, state.Queue[i].Amount + _rules.ForcedFee);
        }

        return CallResult.Done(next with { Live = [], IsFrozen = true, SettledHead = state.Queue.Count }, new RollupFrozen(block.Time));
    }

    private static CallResult Escape(RollupState state, Address sender)
    {
        return !state.IsFrozen ? CallResult.Refused(state, Revert.TooEarly)
            : state.Escaped.Contains(sender) ? CallResult.Refused(state, Revert.Nothing)
            : CallResult.Done(state with { Escaped = state.Escaped.Add(sender) });
    }

    private static CallResult Withdraw(RollupState state, Address sender)
    {
        UInt128 amount = state.Pending.GetValueOrDefault(sender);
        return amount == 0
            ? CallResult.Refused(state, Revert.Nothing)
            : CallResult.Done(state with { Pending = state.Pending.Remove(sender), Held = state.Held - amount });
    }
}
