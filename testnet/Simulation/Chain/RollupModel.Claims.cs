using P2PProver.Crypto;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>Claims on chain: who may take which positions, when they bind, whose turn it is, and which were missed.</summary>
public sealed partial class RollupModel
{
    /// <summary>
    /// The claimant whose claims a settlement must credit at a time after a batch opened: each has one turn, in the order of their first claims; null
    /// after the last.
    /// </summary>
    public Address? TurnOf(BatchRecord batch, long elapsed)
    {
        long turn = (elapsed - _rules.OpenSeconds) / _rules.TurnSeconds;
        return elapsed >= _rules.OpenSeconds && turn < batch.Claimants.Count ? batch.Claimants[(int)turn] : null;
    }

    /// <summary>Whether a claim must be credited by a settlement in this block.</summary>
    public bool Binds(BatchRecord batch, ClaimRecord claim, long elapsed, in BlockContext block) =>
        elapsed < _rules.OpenSeconds ? block.Number >= claim.Block + _rules.ClaimDelayBlocks : TurnOf(batch, elapsed) == claim.Claimant;

    /// <summary>Whether a claimant's own turn is over.</summary>
    public bool TurnIsOver(BatchRecord batch, Address claimant, long elapsed) =>
        elapsed >= _rules.OpenSeconds + ((batch.Claimants.IndexOf(claimant) + 1) * _rules.TurnSeconds);

    /// <summary>How many positions of a batch a node may claim: twice its share of stake, and one at least.</summary>
    public static int PositionsMax(BatchRecord batch, UInt128 stake) =>
        batch.TotalStake == 0 ? 1 : (int)UInt128.Max(1, 2 * stake * (uint)batch.PositionCount / batch.TotalStake);

    private CallResult CommitClaims(RollupState state, in BlockContext block, Address sender, CommitClaimsCall call)
    {
        if (state.IsFrozen || !state.Live.Contains(call.Key))
        {
            return CallResult.Refused(state, state.IsFrozen ? Revert.Frozen : Revert.NotLive);
        }

        BatchRecord batch = state.Batches[call.Key];
        Revert refused = ReadBitmap(batch, call, out List<int> positions);
        if (refused == Revert.None)
        {
            refused = CheckClaims(state, block, sender, batch, positions);
        }

        return refused == Revert.None ? Lock(state, block, sender, batch, positions) : CallResult.Refused(state, refused);
    }

    /// <summary>The positions of a bitmap that are not claimed yet; a bit without a position refuses the call.</summary>
    private static Revert ReadBitmap(BatchRecord batch, CommitClaimsCall call, out List<int> positions)
    {
        positions = [];
        for (int bit = 0; bit < 64; bit++)
        {
            if ((call.Bitmap >> bit & 1) == 0)
            {
                continue;
            }

            int position = TreePositions.Number(batch.ShardCount, call.Level, bit);
            if (position < 0)
            {
                return Revert.NoPosition;
            }

            if (!batch.Claims.ContainsKey(position))
            {
                positions.Add(position);
            }
        }

        return positions.Count == 0 ? Revert.NoPosition : Revert.None;
    }

    private Revert CheckClaims(RollupState state, in BlockContext block, Address sender, BatchRecord batch, List<int> positions)
    {
        UInt128 stake = state.Provers.TryGetValue(sender, out ProverRecord? prover)
            ? prover.HeldSince(batch.CommitBlock - _rules.ActivationDelayBlocks)
            : UInt128.Zero;
        int held = batch.Claims.Values.Count(claim => claim.Claimant == sender);
        long bindsAt = block.Time + _rules.TurnSeconds;
        long opensAt = (ClockStart(state, batch) ?? block.Time) + _rules.OpenSeconds;
        return stake < _rules.StakeMin ? Revert.NotActive
            : opensAt - bindsAt < _rules.OpenSeconds / 2 ? Revert.TooLate
            : held + positions.Count > PositionsMax(batch, stake) ? Revert.TooManyPositions
            : held == 0 && batch.Claimants.Count >= _rules.ClaimantsMax ? Revert.TooManyClaimants
            : prover!.Free < Bonds(batch, positions) ? Revert.NoFreeStake
            : Revert.None;
    }

    private static CallResult Lock(RollupState state, in BlockContext block, Address sender, BatchRecord batch, List<int> positions)
    {
        ProverRecord prover = state.Provers[sender];
        BatchRecord after = batch;
        foreach (int position in positions)
        {
            ClaimRecord claim = new(sender, block.Number, ClaimBond(batch, position));
            after = after with { Claims = after.Claims.Add(position, claim) };
        }

        after = after.Claimants.Contains(sender) ? after : after with { Claimants = after.Claimants.Add(sender) };
        RollupState next = state with
        {
            Batches = state.Batches.SetItem(batch.Key, after),
            Provers = state.Provers.SetItem(sender, prover with { Locked = prover.Locked + Bonds(batch, positions) }),
        };
        return CallResult.Done(next, new ClaimsCommitted(batch.Key, sender, positions, block.Number));
    }

    private static UInt128 Bonds(BatchRecord batch, List<int> positions)
    {
        UInt128 total = UInt128.Zero;
        foreach (int position in positions)
        {
            total += ClaimBond(batch, position);
        }

        return total;
    }

    /// <summary>Whether the payees credit every claim that binds now.</summary>
    private bool CreditsClaims(RollupState state, BatchRecord batch, IReadOnlyList<Address> payees, long elapsed, in BlockContext block)
    {
        foreach ((int position, ClaimRecord claim) in batch.Claims)
        {
            if (Binds(batch, claim, elapsed, block) && payees[position] != state.Provers[claim.Claimant].Payout)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the bonds of a batch's claims, and slashes those missed: half to the payee who did the work, half burned.</summary>
    private RollupState ReleaseClaims(RollupState state, BatchRecord batch, IReadOnlyList<Address> payees, long elapsed, List<RollupEvent> events)
    {
        foreach ((int position, ClaimRecord claim) in batch.Claims)
        {
            ProverRecord prover = state.Provers[claim.Claimant];
            ProverRecord released = prover with { Locked = prover.Locked - claim.Bond };
            bool isMissed = payees[position] != prover.Payout && (Canary == Canary.SlashWithoutTurn || TurnIsOver(batch, claim.Claimant, elapsed));
            if (isMissed)
            {
                UInt128 half = claim.Bond / 2;
                StakeChange slashed = new(prover.History[^1].Block, prover.Stake - claim.Bond);
                released = released with { History = prover.History.SetItem(prover.History.Count - 1, slashed) };
                state = state.Credit(payees[position], half) with { Burned = state.Burned + (claim.Bond - half) };
                events.Add(new ClaimSlashed(batch.Key, position, claim.Claimant, payees[position], claim.Bond));
            }

            state = state with { Provers = state.Provers.SetItem(claim.Claimant, released) };
        }

        return state;
    }

    private static RollupState ReturnClaimBonds(RollupState state, BatchRecord batch)
    {
        foreach (ClaimRecord claim in batch.Claims.Values)
        {
            ProverRecord prover = state.Provers[claim.Claimant];
            state = state with { Provers = state.Provers.SetItem(claim.Claimant, prover with { Locked = prover.Locked - claim.Bond }) };
        }

        return state;
    }
}
