using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>Choosing work, doing it, and the outbox.</summary>
public sealed partial class MeshNode
{
    private void AssignWork()
    {
        while (_jobs.Count < _options.ProverSlots && FindWork(out BatchState? batch, out TaskState? task))
        {
            Begin(batch, task);
        }
    }

    /// <summary>
    /// The best task that this node may begin now: oldest batch, lowest level (the longest way to the root), fewest nodes before it, lowest index.
    /// Of those for which only bytes are missing, the best is marked so that they are pulled.
    /// </summary>
    private bool FindWork(
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out BatchState? batch,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskState? task)
    {
        (batch, task) = (null, null);
        foreach (BatchState candidate in _live)
        {
            if (candidate.Replay is null)
            {
                continue;
            }

            (int Level, int Ahead, int Index) best = (int.MaxValue, 0, 0);
            (int Level, int Ahead, int Index) missing = (int.MaxValue, 0, 0);
            TaskState? fetch = null;
            foreach (TaskState other in candidate.Tasks)
            {
                if (other.Task.Level > best.Level || !MayWork(candidate, other, out int ahead))
                {
                    continue;
                }

                (int Level, int Ahead, int Index) key = (other.Task.Level, ahead, other.Task.Index);
                bool complete = HasInputs(candidate, other);
                if (!complete && key.CompareTo(missing) < 0)
                {
                    (missing, fetch) = (key, other);
                }
                else if (complete && key.CompareTo(best) < 0)
                {
                    (best, task) = (key, other);
                }
            }

            if (fetch is not null && task is null)
            {
                fetch.Fetch = true;
                AdvanceChildren(candidate, fetch);
            }

            if (task is not null)
            {
                batch = candidate;
                return true;
            }
        }

        return false;
    }

    private void AdvanceChildren(BatchState batch, TaskState task)
    {
        (TaskState? left, TaskState? right) = batch.ChildrenOf(task);
        foreach (TaskState? child in (ReadOnlySpan<TaskState?>)[left, right])
        {
            if (child is not null && child.Headers.Count > 0)
            {
                AdvanceTask(batch, child);
            }
        }
    }

    /// <summary>Whether this node may begin a task, as far as the others are concerned.</summary>
    private bool MayWork(BatchState batch, TaskState task, out int ahead)
    {
        ahead = 0;
        bool final = task == batch.Final;
        if (task.Storing
            || (task.Mine is not null && !MayRemake(batch, task))
            || (final && !_options.CanFinalise)
            || _nowMs < task.CoolUntilMs
            || task.Failures > MeshLimits.JobFailuresMax
            || _jobs.ContainsKey(JobOf(batch, task))
            || !NeedsWork(batch, task, _options.Payout)
            || (final && Violations(batch, batch.Root) > 0 && !IsNearlyOpen(batch))
            || ReadyMs(batch, task) is not long readyMs
            || _nowMs < readyMs)
        {
            return false;
        }

        if (task.Mine is not null)
        {
            return true;
        }

        return _options.Mode switch
        {
            MeshMode.Solo => Id == _options.SoloNode,
            MeshMode.OpenRace => MayRace(batch, task, out ahead),
            _ => MayClaim(batch, task, readyMs, out ahead),
        };
    }

    private bool MayRace(BatchState batch, TaskState task, out int ahead)
    {
        RankSelf(batch, task);
        ahead = Math.Max(0, task.OwnRank);
        return task.OwnRank >= 0 || IsOpenToAll(batch);
    }

    private bool MayClaim(BatchState batch, TaskState task, long readyMs, out int ahead)
    {
        ahead = 0;
        if (task.Standing is not null)
        {
            return false;
        }

        int self = batch.Book.Stakes.IndexOf(Id);
        if (self < 0)
        {
            // Without stake there are no ranks: begin somewhere that others hardly begin, too.
            ahead = (int)(((ulong)task.Task.Index - Id.Value.D) % MeshLimits.ShardsMax);
            return IsOpenToAll(batch);
        }

        if (_liveClaims.GetValueOrDefault(Id) >= ExposureOf(batch, self) || !IsOpen(batch, task, self, readyMs, _nowMs))
        {
            return false;
        }

        ahead = AheadOf(batch, task, self, int.MaxValue);
        return true;
    }

    /// <summary>Whether a task still needs a proof from a node that is paid there.</summary>
    private bool NeedsWork(BatchState batch, TaskState task, Address payout) =>
        task.Best() is not HeaderRecord best || (best.Verified && CanImprove(batch, task, payout));

    private bool HasInputs(BatchState batch, TaskState task)
    {
        (TaskState? left, TaskState? right) = batch.ChildrenOf(task);
        return (left is null || BestFor(batch, left) is { Verified: true }) && (right is null || BestFor(batch, right) is { Verified: true });
    }

    private void Begin(BatchState batch, TaskState task)
    {
        (TaskState? left, TaskState? right) = batch.ChildrenOf(task);
        List<ProofHash> inputs = [];
        Address[] payees = new Address[PayeeCount(batch, task)];
        foreach (TaskState? child in (ReadOnlySpan<TaskState?>)[left, right])
        {
            if (child is not null)
            {
                HeaderRecord input = BestFor(batch, child)!;
                Verify.That(input.Verified, "only verified proofs are built upon");
                inputs.Add(input.Proof.Hash);
                Place(batch, child, input.Proof.Payees, task, payees);
            }
        }

        if (task != batch.Final)
        {
            payees[^1] = _options.Payout;
        }

        int self = batch.Book.Stakes.IndexOf(Id);
        bool remake = task.Mine is not null;
        bool claims = _options.Mode == MeshMode.Ranked && self >= 0 && !remake && !task.Claims.Exists(claim => claim.Node == Id);
        task.Remakes += remake ? 1 : 0;
        JobId id = JobOf(batch, task);
        _jobs.Add(id, new JobRecord
        {
            Job = id,
            Batch = batch,
            Task = task,
            Payees = payees,
            Remake = remake,
            Claim = claims ? ClaimForSelf(batch, task, self) : null,
        });
        Emit(new StartJob(id, _options.Payout, inputs));
    }

    private static int PayeeCount(BatchState batch, TaskState task) =>
        task == batch.Final ? batch.Tree.Count : (2 * batch.Tree.ShardsOf(task.Task)) - 1;

    /// <summary>Puts a child's payees into their places among those of the task above it.</summary>
    private static void Place(BatchState batch, TaskState child, IReadOnlyList<Address> payees, TaskState task, Address[] destination)
    {
        IReadOnlyList<int> from = batch.Tree.Subtree(child.Task);
        IReadOnlyList<int> to = task == batch.Final ? from : batch.Tree.Subtree(task.Task);
        int place = 0;
        for (int i = 0; i < from.Count; i++)
        {
            while (to[place] != from[i])
            {
                place++;
            }

            destination[place] = payees[i];
        }
    }

    /// <summary>Stops our own job for a task, if there is one.</summary>
    private void StopJob(BatchState batch, TaskState task)
    {
        JobId id = JobOf(batch, task);
        if (_jobs.Remove(id))
        {
            task.CoolUntilMs = _nowMs + StepMs(task.Task, batch.Tree);
            Emit(new CancelJob(id));
        }
    }

    /// <summary>Stops our own job for a task that has been proven in the meantime.</summary>
    private void StopObsoleteJob(BatchState batch, TaskState task)
    {
        if (!NeedsWork(batch, task, _options.Payout))
        {
            StopJob(batch, task);
        }
    }

    private bool OnJobFinished(JobFinished finished)
    {
        if (!_batches.TryGetValue(finished.Job.Batch, out BatchState? batch) || TaskOf(batch, finished.Job) is not TaskState task)
        {
            return false;
        }

        _jobs.Remove(finished.Job, out JobRecord? job);
        bool sound = finished.SizeBytes is >= 1 and <= MeshLimits.ProofBytesMax
            && finished.Payees is not null
            && finished.Payees.Count == PayeeCount(batch, task)
            && (job is null || finished.Payees.SequenceEqual(job.Payees))
            && (task == batch.Final || finished.Payees[^1] == _options.Payout);
        if (!sound)
        {
            NoteFailure(batch, task);
            return true;
        }

        bool remake = job is { Remake: true };
        if ((task.Mine is not null && !remake) || task.Storing || batch.Phase is BatchPhase.Settled or BatchPhase.Dead)
        {
            return true;
        }

        task.Storing = true;
        Emit(new StoreInOutbox(new OutboxEntry(
            batch.Info.Key, finished.Job.Task, task == batch.Final, finished.Proof, finished.SizeBytes, [.. finished.Payees!])
        {
            IsPrivate = remake,
        }));
        return true;
    }

    private static TaskState? TaskOf(BatchState batch, JobId job) =>
        job.Kind == JobKind.Finalise
            ? job.Task == batch.Root.Task ? batch.Final : null
            : batch.Tree.PositionOf(job.Task) is int position && position >= 0 && job.Task.IsLeaf == (job.Kind == JobKind.Leaf)
                ? batch.Tasks[position]
                : null;

    private bool OnJobFailed(JobFailed failed)
    {
        if (!_jobs.Remove(failed.Job, out JobRecord? job))
        {
            return false;
        }

        NoteFailure(job.Batch, job.Task);
        return true;
    }

    /// <summary>A job failed here. Its claim is left to lapse for the others; we ourselves try again later, a few times.</summary>
    private void NoteFailure(BatchState batch, TaskState task)
    {
        task.Failures++;
        task.CoolUntilMs = _nowMs + (task.Failures * LifeMs(task.Task, batch.Tree));
        if (OwnClaimStands(task))
        {
            EndClaim(task);
        }
    }

    private bool OnOutboxStored(OutboxEntry entry)
    {
        bool sound = entry?.Payees is not null
            && entry.SizeBytes is >= 1 and <= MeshLimits.ProofBytesMax
            && (_outbox.Count < MeshLimits.OutboxMax || _outbox.ContainsKey(entry.Proof));
        if (!sound)
        {
            return false;
        }

        if (_forgotten.Contains(entry!.Batch))
        {
            Emit(new ReleaseFromOutbox(entry.Proof));
            return false;
        }

        _outbox[entry.Proof] = entry;
        if (_batches.TryGetValue(entry.Batch, out BatchState? batch) && batch.Phase == BatchPhase.Live)
        {
            AnnounceOwn(batch, entry);
        }

        return true;
    }
}
