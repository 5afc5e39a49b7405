using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>Claims on chain: respecting those of others, and making our own when we are passed over.</summary>
public sealed partial class MeshNode
{
    private const int RemakeWaves = 6;

    /// <summary>When claims on chain stop binding and the batch is open to all; null while that is not known yet.</summary>
    private long? OpenMs(BatchState batch) => StartMs(batch) is long startMs ? startMs + Ms(_options.OpenTime) : null;

    /// <summary>From when times count: the commit or the parent's settlement, whichever is later; null while the parent is unsettled.</summary>
    private long? StartMs(BatchState batch)
    {
        if (!_batches.TryGetValue(batch.Info.Parent, out BatchState? parent) || parent == batch)
        {
            return batch.Info.CommitTimeMs;
        }

        return parent.Phase switch
        {
            BatchPhase.Settled => Math.Max(parent.SettledMs, batch.Info.CommitTimeMs),
            BatchPhase.Live => null,
            _ => batch.Info.CommitTimeMs,
        };
    }

    private bool IsOpenToAll(BatchState batch) => OpenMs(batch) is long openMs && _headMs >= openMs;

    /// <summary>
    /// Whether a claim must be credited by a settlement in this block. Until T_open every claim binds from ClaimDelay after its inclusion;
    /// then each claimant has one turn of ClaimDelay blocks, in order of first claim; then none binds.
    /// </summary>
    private bool Binds(BatchState batch, ChainClaim claim, ulong block)
    {
        return TurnAt(batch, block) is ulong turn
            ? (ulong)TurnOf(batch, claim.Claimant) == turn
            : block >= claim.Block + (ulong)_options.ClaimDelayBlocks;
    }

    /// <summary>
    /// Whether work that would be settled in this block has to respect a claim: it binds then, or its turn is still to come. What respects all
    /// of these can be settled in any turn.
    /// </summary>
    private bool Counts(BatchState batch, ChainClaim claim, ulong block) =>
        TurnAt(batch, block) is ulong turn
            ? (ulong)TurnOf(batch, claim.Claimant) >= turn
            : block >= claim.Block + (ulong)_options.ClaimDelayBlocks;

    /// <summary>The turn that a block belongs to, from 0; null while every claim binds.</summary>
    private ulong? TurnAt(BatchState batch, ulong block) =>
        batch.OpenBlock == 0 || block < batch.OpenBlock
            ? null
            : (block - batch.OpenBlock) / (ulong)Math.Max(1, _options.ClaimDelayBlocks);

    /// <summary>Whether a node has claimed this task's position on chain.</summary>
    private bool IsClaimant(BatchState batch, TaskState task, NodeId node)
    {
        foreach (ChainClaim claim in batch.ChainClaims)
        {
            if (claim.Position == task.Position && _registry.NodeOf(claim.Claimant) == node)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a position is claimed on chain by a node whose header is not known here.</summary>
    private bool LacksClaimant(BatchState batch, TaskState task)
    {
        foreach (ChainClaim claim in batch.ChainClaims)
        {
            if (claim.Position == task.Position
                && _registry.NodeOf(claim.Claimant) is NodeId node
                && !task.Headers.Exists(header => header.Message.Node == node))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether claims are about to bind by turns only, so that a final proof is made ready with whatever could be credited.</summary>
    private bool IsNearlyOpen(BatchState batch) =>
        OpenMs(batch) is long openMs && _headMs >= openMs - LifeMs(batch.Final.Task, batch.Tree);

    private static int TurnOf(BatchState batch, Address claimant)
    {
        List<Address> order = [];
        foreach (ChainClaim claim in batch.ChainClaims)
        {
            if (!order.Contains(claim.Claimant))
            {
                order.Add(claim.Claimant);
            }
        }

        return order.IndexOf(claimant);
    }

    /// <summary>The block in which a proof of this task would be settled at the earliest.</summary>
    private ulong SettleBlock(BatchState batch, TaskState task)
    {
        int merges = Math.Max(0, batch.Root.Task.Level - task.Task.Level);
        long restMs = task == batch.Final ? 0 : (merges * Ms(_options.MergeJob)) + Ms(_options.FinalJob);
        return _head.Number + 1 + (ulong)(restMs / Math.Max(1, Ms(_options.BlockTime)));
    }

    /// <summary>How many claims on chain, of those that matter, a verified proof of this task leaves without their due.</summary>
    private static int ViolationsOf(BatchState batch, TaskState task, IReadOnlyList<Address> payees, Func<ChainClaim, bool> matters)
    {
        if (batch.ChainClaims.Count == 0)
        {
            return 0;
        }

        IReadOnlyList<int> positions = batch.Tree.Subtree(task == batch.Final ? batch.Root.Task : task.Task);
        int violations = 0;
        foreach (ChainClaim claim in batch.ChainClaims)
        {
            for (int i = 0; i < positions.Count; i++)
            {
                violations += positions[i] == claim.Position && payees[i] != claim.Payout && matters(claim) ? 1 : 0;
            }
        }

        return violations;
    }

    /// <summary>The violations of the best verified proof of a task; 0 if there is none.</summary>
    private int Violations(BatchState batch, TaskState task) =>
        batch.ChainClaims.Count > 0 && BestFor(batch, task) is { Verified: true } best
            ? PlannedViolations(batch, task, best.Proof.Payees)
            : 0;

    private int PlannedViolations(BatchState batch, TaskState task, IReadOnlyList<Address> payees)
    {
        ulong block = SettleBlock(batch, task);
        int all = ViolationsOf(batch, task, payees, claim => Counts(batch, claim, block));

        // Where two claims rule each other out, our own come first with us.
        return all + ViolationsOf(batch, task, payees, claim => claim.Claimant == _options.Account && Counts(batch, claim, block));
    }

    /// <summary>
    /// Whether this node may make a task again that it has announced a proof of: for its own claims on chain, when nobody else has done so for a
    /// few waves, and later, one after the other, whoever can finalise, for the claims of others. Settlement asks for a proof, not for a header.
    /// </summary>
    private bool MayRemake(BatchState batch, TaskState task)
    {
        if (batch.ChainClaims.Count == 0 || task.Remakes >= MeshLimits.RemakesMax || _options.Mode != MeshMode.Ranked)
        {
            return false;
        }

        bool own = BestFor(batch, task) is { Verified: true } best
            && ViolationsOf(batch, task, best.Proof.Payees, claim => claim.Claimant == _options.Account) > 0;
        int waves = own ? RemakeWaves : RemakeWaves * (2 + Waves.Of(SubmissionRank(batch)));
        return (own || _options.CanFinalise)
            && ReadyMs(batch, task) is long readyMs
            && _nowMs >= readyMs + (waves * StepMs(task.Task, batch.Tree));
    }

    /// <summary>The header to build on: verified, with the fewest violations, then the oldest; else the oldest good one; else null.</summary>
    private HeaderRecord? BestFor(BatchState batch, TaskState task)
    {
        if (batch.ChainClaims.Count == 0)
        {
            return task.Best();
        }

        HeaderRecord? best = null;
        int least = int.MaxValue;
        foreach (HeaderRecord header in task.Headers)
        {
            int violations = header.Verified ? PlannedViolations(batch, task, header.Proof.Payees) : int.MaxValue;
            if (header.Good && (best is null || violations < least))
            {
                (best, least) = (header, violations);
            }
        }

        return best;
    }

    /// <summary>Whether a node with this payout could make a proof with fewer violations than the best there is.</summary>
    private bool CanImprove(BatchState batch, TaskState task, Address payout)
    {
        int now = Violations(batch, task);
        if (now == 0)
        {
            return false;
        }

        (TaskState? left, TaskState? right) = batch.ChildrenOf(task);
        int then = (left is null ? 0 : Violations(batch, left)) + (right is null ? 0 : Violations(batch, right));
        foreach (ChainClaim claim in batch.ChainClaims)
        {
            then += claim.Position == task.Position && claim.Payout != payout && Counts(batch, claim, SettleBlock(batch, task)) ? 1 : 0;
        }

        return then < now;
    }

    /// <summary>
    /// Looks whether our own proofs are built upon. Where a competing proof is about, or nobody has asked for ours, the next level's proof is
    /// pulled to see whom it pays; if that is not us, although we were first, we claim the position on chain.
    /// </summary>
    private void AdvanceContest(BatchState batch)
    {
        int self = batch.Book.Stakes.IndexOf(Id);
        if (_options.Mode != MeshMode.Ranked || !_options.ClaimOnChain || !_options.SendTransactions || self < 0 || batch.Replay is null)
        {
            return;
        }

        Span<ulong> passedOver = stackalloc ulong[MeshLimits.LevelsMax + 1];
        foreach (TaskState task in batch.Tasks.AsSpan(0, batch.Tree.Count))
        {
            if (task.Mine is not null && IsPassedOver(batch, task))
            {
                passedOver[task.Task.Level] |= 1UL << task.Task.Index;
            }
        }

        for (int level = 0; level < passedOver.Length; level++)
        {
            SendChainClaims(batch, level, passedOver[level], self);
        }
    }

    private bool IsPassedOver(BatchState batch, TaskState task)
    {
        if (task.Mine is not HeaderRecord mine || ViolationsOf(batch, task, mine.Proof.Payees, _ => true) > 0)
        {
            // Built upon something that somebody else's claim has ruled out: nobody wrongs us.
            return false;
        }

        bool suspicious = !task.Served || task.Headers.Count > 1;
        for (TaskState current = task; batch.ParentOf(current) is TaskState parent && parent != batch.Final; current = parent)
        {
            bool claimed = batch.ChainClaims.Exists(claim => claim.Position == parent.Position && claim.Claimant != _options.Account);
            if (claimed || parent.Mine is not null || parent.Best() is not HeaderRecord above)
            {
                return false;
            }

            suspicious |= current.Headers.Count > 1;
            if (!suspicious)
            {
                continue;
            }

            parent.Suspect = true;
            if (above.Verified && PayeeAt(batch, parent, above.Proof, task.Position) != _options.Payout)
            {
                return WasFirst(task);
            }
        }

        return false;
    }

    private bool WasFirst(TaskState task) =>
        task.FinishedFirst
        || task.Headers.TrueForAll(other => other == task.Mine || task.Mine!.SeenMs + Ms(_options.PreemptWindow) < other.SeenMs);

    private static Address PayeeAt(BatchState batch, TaskState task, ProofRecord proof, int position)
    {
        IReadOnlyList<int> positions = batch.Tree.Subtree(task.Task);
        for (int i = 0; i < positions.Count; i++)
        {
            if (positions[i] == position)
            {
                return proof.Payees[i];
            }
        }

        return default;
    }

    private void SendChainClaims(BatchState batch, int level, ulong bits, int self)
    {
        if (bits == 0 || batch.ClaimFailures > MeshLimits.JobFailuresMax || !ClaimWouldBind(batch))
        {
            return;
        }

        UInt128 share = 2 * (UInt128)batch.Book.Stakes.Members[self].StakeGwei * (UInt128)batch.Tree.Count / batch.Book.Stakes.TotalGwei;
        int allowed = (int)UInt128.Clamp(share, 1, (UInt128)batch.Tree.Count) - (int)UInt128.PopCount(batch.ClaimsSent);
        ulong send = 0;
        for (int index = 0; index < MeshLimits.ShardsMax; index++)
        {
            int position = batch.Tree.PositionOf(new TaskId(level, index));
            bool wanted = (bits >> index & 1) != 0
                && (batch.ClaimsSent >> position & 1) == 0
                && !batch.ChainClaims.Exists(claim => claim.Position == position);
            if (wanted && allowed-- > 0)
            {
                send |= 1UL << index;
                batch.ClaimsSent |= UInt128.One << position;
            }
        }

        if (send != 0)
        {
            Emit(new SendClaims(batch.Info.Key, level, send));
        }
    }

    /// <summary>The contract refuses a claim that would begin to bind with less than T_open / 2 left, or of a seventeenth claimant.</summary>
    private bool ClaimWouldBind(BatchState batch)
    {
        int claimants = batch.ChainClaims.Select(claim => claim.Claimant).Distinct().Count();
        bool known = batch.ChainClaims.Exists(claim => claim.Claimant == _options.Account);
        if (claimants >= MeshLimits.ClaimantsMax && !known)
        {
            return false;
        }

        long bindsMs = _headMs + ((_options.ClaimDelayBlocks + 2) * Ms(_options.BlockTime));
        return OpenMs(batch) is not long openMs || bindsMs <= openMs - (Ms(_options.OpenTime) / 2);
    }
}
