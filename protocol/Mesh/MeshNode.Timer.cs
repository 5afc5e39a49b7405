namespace P2PProver.Mesh;

/// <summary>When to look again, and what must hold at any time.</summary>
public sealed partial class MeshNode
{
    private long _wakeMs = long.MaxValue;

    private void AdvanceTimer()
    {
        long wakeMs = long.MaxValue;
        bool idle = _jobs.Count < _options.ProverSlots;
        foreach (BatchState batch in _live)
        {
            foreach (TaskState task in batch.Tasks)
            {
                wakeMs = Math.Min(wakeMs, WakeFor(batch, task, idle));
            }
        }

        foreach (JobRecord job in _jobs.Values)
        {
            if (job.Claim is ClaimRecord claim && claim.Live && claim.Quarter < Quarters - 1)
            {
                long lifeMs = LifeMs(job.Task.Task, job.Batch.Tree);
                wakeMs = Math.Min(wakeMs, claim.SeenMs + (((claim.Quarter + 1) * lifeMs) + Quarters - 1) / Quarters);
            }
        }

        wakeMs = _live.Count > 0 ? Math.Min(wakeMs, _statusDueMs) : wakeMs;
        if (wakeMs == long.MaxValue)
        {
            return;
        }

        wakeMs = Math.Max(wakeMs, _nowMs + 1);
        if (wakeMs != _wakeMs || _wakeMs <= _nowMs)
        {
            _wakeMs = wakeMs;
            Emit(new SetTimer(At(wakeMs)));
        }
    }

    private long WakeFor(BatchState batch, TaskState task, bool idle)
    {
        long wakeMs = long.MaxValue;
        if (task.Standing is ClaimRecord claim)
        {
            wakeMs = EndMs(batch, task, claim);
        }
        else if (task.Early.Count > 0 || (idle && task.Mine is null && task.Best() is null))
        {
            wakeMs = NextWave(batch, task);
        }

        if (task.Mine is not null)
        {
            wakeMs = Math.Min(wakeMs, task.RepeatMs);
        }

        foreach (HeaderRecord header in task.Headers)
        {
            ProofRecord proof = header.Proof;
            if (proof.Attempts > 0 && !proof.BytesHere && proof.State != ProofState.Invalid)
            {
                long patienceMs = proof.FirstPullMs + Ms(_options.PullPatience);
                wakeMs = patienceMs > _nowMs ? Math.Min(wakeMs, patienceMs) : wakeMs;
                wakeMs = proof.RetryMs > _nowMs ? Math.Min(wakeMs, proof.RetryMs) : wakeMs;
            }
        }

        return wakeMs;
    }

    /// <summary>When the next wave of a task begins, as long as there are ranks left, or this node's own pause ends.</summary>
    private long NextWave(BatchState batch, TaskState task)
    {
        if (ReadyMs(batch, task) is not long readyMs)
        {
            return long.MaxValue;
        }

        if (_nowMs < readyMs)
        {
            return readyMs;
        }

        long stepMs = StepMs(task.Task, batch.Tree);
        long wave = (_nowMs - readyMs) / stepMs;
        long nextMs = Waves.Open(wave - 1) < batch.Book.Stakes.Members.Count ? readyMs + ((wave + 1) * stepMs) : long.MaxValue;
        return task.CoolUntilMs > _nowMs ? Math.Min(nextMs, task.CoolUntilMs) : nextMs;
    }

    /// <summary>Every table within its maximum, and no more jobs than slots: after every event.</summary>
    private void CheckInvariants()
    {
        MeshSizes sizes = Sizes;
        Verify.That(_jobs.Count <= Math.Max(0, _options.ProverSlots), "no more jobs than slots");
        Verify.That(sizes.Exceeded() is null, "every table is within its maximum");
        Verify.That(_verifying >= 0 && _reports >= 0, "what ends has begun");
    }

    /// <summary>How much the node remembers now.</summary>
    public MeshSizes Sizes
    {
        get
        {
            MeshSizes sizes = new()
            {
                Batches = _batches.Count,
                Peers = _peers.Count,
                Bans = _bans.Count,
                Lapses = _lapsed.Count,
                Pulls = _pulls.Count,
                Verifications = _verifying,
                Reports = _reports,
                Outbox = _outbox.Count,
                Registered = _registry.Count,
            };
            return sizes.With(_live);
        }
    }
}
