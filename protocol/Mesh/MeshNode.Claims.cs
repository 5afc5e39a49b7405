namespace P2PProver.Mesh;

/// <summary>Claims of others and our own.</summary>
public sealed partial class MeshNode
{
    private const int EarlyClaimsMax = 4;
    private const int Quarters = 4;

    private VerdictReason OnClaim(Claim claim)
    {
        if (_options.Mode != MeshMode.Ranked)
        {
            return VerdictReason.NotInThisMode;
        }

        if (LiveBatch(claim.Batch) is not BatchState batch)
        {
            return VerdictReason.UnknownBatch;
        }

        if (batch.Find(claim.Task) is not TaskState task)
        {
            return VerdictReason.NoSuchTask;
        }

        int node = batch.Book.Stakes.IndexOf(claim.Node);
        VerdictReason reason = CheckClaim(batch, task, claim, node);
        if (reason == VerdictReason.None && !_verifier.Verify(claim))
        {
            reason = VerdictReason.BadSignature;
        }

        return reason != VerdictReason.None ? reason : TakeClaim(batch, task, claim, node);
    }

    private VerdictReason CheckClaim(BatchState batch, TaskState task, Claim claim, int node)
    {
        if (node < 0)
        {
            return VerdictReason.UnknownNode;
        }

        if (task.Claims.Exists(other => other.Node == claim.Node) || task.Early.Exists(other => other.Node == claim.Node))
        {
            return VerdictReason.Duplicate;
        }

        long lifeMs = LifeMs(task.Task, batch.Tree) + Ms(_options.ClockTolerance);
        if (claim.ExpiryMs <= _nowMs || claim.ExpiryMs > _nowMs + lifeMs)
        {
            return VerdictReason.BadExpiry;
        }

        if (IsTaken(batch, task, batch.Book.Stakes.Members[node].Payout))
        {
            return VerdictReason.TaskTaken;
        }

        // One more than its stake allows: the header that ends one of its claims may be slower than its next claim.
        return _liveClaims.GetValueOrDefault(claim.Node) > ExposureOf(batch, node) ? VerdictReason.OverExposure : VerdictReason.None;
    }

    /// <summary>Whether a claim would be for nothing: a proof is verified, or announced and not yet known to be withheld.</summary>
    private bool IsTaken(BatchState batch, TaskState task, P2PProver.Crypto.Address payout) =>
        task.Best() is HeaderRecord best
        && (best.Verified || _nowMs < best.SeenMs + Ms(_options.PullPatience))
        && !CanImprove(batch, task, payout);

    /// <summary>
    /// The open claims that a node's stake allows: stake / claimBond, claimBond = max(3 x reward, pot / 4), the reward being that of a leaf.
    /// One at least, since stakes are whole coins; at most as many as a level has positions.
    /// </summary>
    private static int ExposureOf(BatchState batch, int node)
    {
        UInt128 pot = batch.Info.Pot.Value;
        UInt128 reward = pot / 10 * 7 / (UInt128)batch.Info.ShardCount;
        UInt128 bond = UInt128.Max(UInt128.Max(3 * reward, pot / 4), 1);
        UInt128 stake = (UInt128)batch.Book.Stakes.Members[node].StakeGwei * 1_000_000_000;
        return (int)UInt128.Clamp(stake / bond, 1, MeshLimits.ShardsMax);
    }

    private VerdictReason TakeClaim(BatchState batch, TaskState task, Claim claim, int node)
    {
        ClaimRecord record = new()
        {
            Node = claim.Node,
            SeenMs = _nowMs,
            ExpiryMs = Math.Min(claim.ExpiryMs, _nowMs + LifeMs(task.Task, batch.Tree)),
            AliveMs = _nowMs,
        };
        long? readyMs = ReadyMs(batch, task);
        long toleratedMs = _nowMs + Ms(_options.PreemptWindow);

        // Where a claim stands, every better rank is open as well, even if our view of who is busy says otherwise.
        int standing = task.Standing is ClaimRecord other ? batch.Book.Stakes.IndexOf(other.Node) : -1;
        bool better = standing >= 0 && RankOf(batch, task, node) < RankOf(batch, task, standing);
        if (better || (readyMs is not null && IsOpen(batch, task, node, readyMs.Value, toleratedMs)))
        {
            return Stand(batch, task, record, node) ? VerdictReason.None : VerdictReason.TaskTaken;
        }

        // Early by less than a step, or before we know the children: it counts once its wave begins here.
        bool soon = readyMs is null || IsOpen(batch, task, node, readyMs.Value, toleratedMs + StepMs(task.Task, batch.Tree));
        if (!soon)
        {
            return VerdictReason.TooEarly;
        }

        if (task.Early.Count >= EarlyClaimsMax)
        {
            return VerdictReason.Full;
        }

        task.Early.Add(record);
        return VerdictReason.None;
    }

    /// <summary>Lets a claim stand, if none does, or in place of one of a worse rank that was heard a moment ago.</summary>
    private bool Stand(BatchState batch, TaskState task, ClaimRecord claim, int node)
    {
        if (task.Standing is ClaimRecord standing)
        {
            int other = batch.Book.Stakes.IndexOf(standing.Node);
            bool better = other < 0 || RankOf(batch, task, node) < RankOf(batch, task, other);
            if (!better || claim.SeenMs - standing.SeenMs >= Ms(_options.PreemptWindow))
            {
                return false;
            }

            EndClaim(task);
            StopJob(batch, task);
        }

        if (task.Claims.Count >= MeshLimits.ClaimsPerTaskMax)
        {
            task.Claims.RemoveAt(0);
        }

        claim.Live = true;
        task.Claims.Add(claim);
        task.Standing = claim;
        _liveClaims[claim.Node] = _liveClaims.GetValueOrDefault(claim.Node) + 1;
        return true;
    }

    /// <summary>The standing claim of a task stands no more, for whatever reason.</summary>
    private void EndClaim(TaskState task)
    {
        ClaimRecord claim = task.Standing!;
        task.Standing = null;
        claim.Live = false;
        int left = _liveClaims.GetValueOrDefault(claim.Node) - 1;
        Verify.That(left >= 0, "a claim ends once");
        if (left == 0)
        {
            _liveClaims.Remove(claim.Node);
        }
        else
        {
            _liveClaims[claim.Node] = left;
        }
    }

    private VerdictReason OnHeartbeat(ClaimHeartbeat heartbeat)
    {
        if (_options.Mode != MeshMode.Ranked)
        {
            return VerdictReason.NotInThisMode;
        }

        if (heartbeat.Quarter is < 1 or >= Quarters)
        {
            return VerdictReason.Malformed;
        }

        if (LiveBatch(heartbeat.Batch) is not BatchState batch)
        {
            return VerdictReason.UnknownBatch;
        }

        if (batch.Find(heartbeat.Task) is not TaskState task)
        {
            return VerdictReason.NoSuchTask;
        }

        ClaimRecord? claim = task.Standing?.Node == heartbeat.Node
            ? task.Standing
            : task.Early.Find(early => early.Node == heartbeat.Node);
        if (claim is null)
        {
            return VerdictReason.NoClaim;
        }

        if (heartbeat.Quarter <= claim.Quarter)
        {
            return VerdictReason.Duplicate;
        }

        // A heartbeat before its quarter has passed would keep a dead claim alive for longer.
        long dueMs = claim.SeenMs + (heartbeat.Quarter * LifeMs(task.Task, batch.Tree) / Quarters);
        if (_nowMs + Ms(_options.PreemptWindow) < dueMs)
        {
            return VerdictReason.TooEarly;
        }

        if (!_verifier.Verify(heartbeat))
        {
            return VerdictReason.BadSignature;
        }

        claim.Quarter = heartbeat.Quarter;
        claim.AliveMs = _nowMs;
        return VerdictReason.None;
    }

    /// <summary>When a claim ends unless something is heard: two heartbeats missed, with a little patience for the network, or its expiry.</summary>
    private long EndMs(BatchState batch, TaskState task, ClaimRecord claim) =>
        Math.Min(claim.ExpiryMs, claim.AliveMs + (LifeMs(task.Task, batch.Tree) / 2) + Ms(_options.ClaimStepMin));

    /// <summary>Ends claims that have lapsed, and lets early ones stand whose wave has begun.</summary>
    private void AdvanceClaims(BatchState batch)
    {
        foreach (TaskState task in batch.Tasks)
        {
            if (task.Standing is ClaimRecord claim && _nowMs >= EndMs(batch, task, claim))
            {
                EndClaim(task);
                if (task.Best() is null)
                {
                    NoteLapse(claim.Node);
                }
            }

            if (task.Early.Count > 0)
            {
                PromoteEarly(batch, task);
            }
        }
    }

    private void PromoteEarly(BatchState batch, TaskState task)
    {
        task.Early.RemoveAll(early => _nowMs >= EndMs(batch, task, early));
        if (task.Standing is not null || ReadyMs(batch, task) is not long readyMs)
        {
            return;
        }

        for (int i = 0; i < task.Early.Count; i++)
        {
            ClaimRecord early = task.Early[i];
            int node = batch.Book.Stakes.IndexOf(early.Node);
            bool exposed = node >= 0 && _liveClaims.GetValueOrDefault(early.Node) > ExposureOf(batch, node);
            if (node >= 0 && !exposed && IsOpen(batch, task, node, readyMs, _nowMs + Ms(_options.PreemptWindow)))
            {
                task.Early.RemoveAt(i);
                Stand(batch, task, early, node);
                return;
            }
        }
    }

    /// <summary>Claims a task for ourselves, and says so.</summary>
    private ClaimRecord ClaimForSelf(BatchState batch, TaskState task, int self)
    {
        long expiryMs = _nowMs + LifeMs(task.Task, batch.Tree);
        ClaimRecord record = new() { Node = Id, SeenMs = _nowMs, ExpiryMs = expiryMs, AliveMs = _nowMs };
        Verify.That(Stand(batch, task, record, self), "a node claims only what nobody holds");
        Claim claim = new(batch.Info.Key, task.Task, expiryMs, Id, default);
        Emit(new Publish(MeshTopic.Claim, claim with { Signature = _signer.Sign(claim) }));
        return record;
    }

    private void SendHeartbeats()
    {
        foreach (JobRecord job in _jobs.Values)
        {
            if (job.Claim is not ClaimRecord claim || !claim.Live)
            {
                continue;
            }

            int quarter = (int)Math.Min(Quarters - 1, (_nowMs - claim.SeenMs) * Quarters / LifeMs(job.Task.Task, job.Batch.Tree));
            if (quarter <= claim.Quarter)
            {
                continue;
            }

            claim.Quarter = quarter;
            claim.AliveMs = _nowMs;
            ClaimHeartbeat heartbeat = new(job.Batch.Info.Key, job.Task.Task, quarter, Id, default);
            Emit(new Publish(MeshTopic.Claim, heartbeat with { Signature = _signer.Sign(heartbeat) }));
        }
    }
}
