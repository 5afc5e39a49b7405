namespace P2PProver.Mesh;

/// <summary>Headers of proofs: one per task and author, valid or not.</summary>
public sealed partial class MeshNode
{
    private const int UnregisteredHeadersPerTaskMax = 1;

    private VerdictReason OnHeader(ProofHeader header) =>
        LiveBatch(header.Batch) is not BatchState batch ? VerdictReason.UnknownBatch
        : batch.Tree.PositionOf(header.Task) is int position && position < 0 ? VerdictReason.NoSuchTask
        : TakeHeader(batch, batch.Tasks[batch.Tree.PositionOf(header.Task)], header, header.Proof, header.SizeBytes);

    private VerdictReason OnFinalHeader(FinalHeader header) =>
        LiveBatch(header.Batch) is not BatchState batch ? VerdictReason.UnknownBatch
        : header.Submitter.IsZero ? VerdictReason.Malformed
        : TakeHeader(batch, batch.Final, header, header.Proof, header.SizeBytes);

    private VerdictReason TakeHeader(BatchState batch, TaskState task, MeshMessage header, ProofHash proof, int sizeBytes)
    {
        if (sizeBytes is < 1 or > MeshLimits.ProofBytesMax)
        {
            return VerdictReason.Malformed;
        }

        if (batch.Unprovable)
        {
            return VerdictReason.UnknownBatch;
        }

        bool spoken = batch.Spoken.TryGetValue((task.Position, header.Node), out MeshMessage? first);
        if (spoken && ProofOf(first!) == proof)
        {
            if (IsClaimant(batch, task, header.Node) && !task.Headers.Exists(known => known.Message.Node == header.Node))
            {
                // There was no room for it; now the chain says that it counts.
                AddHeader(batch, task, first!, proof, sizeBytes, batch.Book.Stakes.IndexOf(header.Node));
            }

            return VerdictReason.Duplicate;
        }

        int author = batch.Book.Stakes.IndexOf(header.Node);
        VerdictReason reason = spoken ? VerdictReason.None : CheckAuthor(batch, task, author);
        if (reason != VerdictReason.None)
        {
            return reason;
        }

        if (!_verifier.Verify(header))
        {
            return VerdictReason.BadSignature;
        }

        if (spoken)
        {
            ReportEquivocation(first!, header);
            return VerdictReason.Equivocation;
        }

        batch.Spoken.Add((task.Position, header.Node), header);
        batch.UnregisteredHeaders += author < 0 ? 1 : 0;
        AddHeader(batch, task, header, proof, sizeBytes, author);
        return VerdictReason.None;
    }

    private VerdictReason CheckAuthor(BatchState batch, TaskState task, int author)
    {
        if (author >= 0)
        {
            // Enough for 64 nodes that speak about everything; beyond that only good ranks are heard.
            bool full = batch.Spoken.Count >= MeshLimits.SpokenPerBatchMax;
            return full && batch.Book.Of(task.Task).RankOf(author) >= MeshLimits.ClaimsPerTaskMax ? VerdictReason.Full : VerdictReason.None;
        }

        if (!IsOpenToAll(batch))
        {
            return VerdictReason.UnknownNode;
        }

        return batch.UnregisteredHeaders >= MeshLimits.UnregisteredHeadersPerBatchMax ? VerdictReason.Full : VerdictReason.None;
    }

    private static ProofHash ProofOf(MeshMessage header) => header is ProofHeader proof ? proof.Proof : ((FinalHeader)header).Proof;

    private HeaderRecord? AddHeader(BatchState batch, TaskState task, MeshMessage header, ProofHash proof, int sizeBytes, int author)
    {
        if (task.Headers.Count >= MeshLimits.HeadersPerTaskMax && !MakeRoomForHeader(batch, task, header.Node, author))
        {
            return null;
        }

        HeaderRecord record = new()
        {
            Message = header,
            Proof = ProofRecordOf(batch, task, proof, sizeBytes),
            SeenMs = _nowMs,
            SeenBlock = _head.Number,
            Author = author,
        };
        task.Headers.Add(record);
        if (task.Standing is ClaimRecord standing && standing.Node == header.Node)
        {
            EndClaim(task);
        }

        bool heard = header.Node != Id && (author >= 0 || batch.Book.Stakes.IndexOf(Id) < 0);
        if (heard && (_options.Mode == MeshMode.OpenRace || !OwnClaimStands(task)))
        {
            StopObsoleteJob(batch, task);
        }

        return record;
    }

    private bool OwnClaimStands(TaskState task) => task.Standing is ClaimRecord standing && standing.Node == Id;

    private static ProofRecord ProofRecordOf(BatchState batch, TaskState task, ProofHash proof, int sizeBytes)
    {
        if (!batch.Proofs.TryGetValue((task.Position, proof), out ProofRecord? record))
        {
            record = new ProofRecord { Batch = batch, Task = task, Hash = proof, SizeBytes = sizeBytes };
            batch.Proofs.Add((task.Position, proof), record);
        }

        return record;
    }

    /// <summary>
    /// Forgets a header for which a new one may stand: one that counts for nothing, or that of an unregistered key, or that of a node of a
    /// worse rank while nothing is verified. Verified ones and our own stay.
    /// </summary>
    private bool MakeRoomForHeader(BatchState batch, TaskState task, NodeId node, int author)
    {
        int unregistered = task.Headers.Count(header => header.Author < 0);
        HeaderRecord? victim = task.Headers.Find(header => header != task.Mine && !header.Good)
            ?? task.Headers.Find(header => header != task.Mine && header.Unserved && !header.Verified);
        victim ??= author >= 0 && unregistered > 0 ? task.Headers.Find(header => header.Author < 0 && !header.Verified) : null;
        victim ??= IsClaimant(batch, task, node) || Violations(batch, task) > 0 ? WorstHeader(batch, task) : null;
        if (victim is null || (author < 0 && unregistered >= UnregisteredHeadersPerTaskMax && victim.Author >= 0))
        {
            return false;
        }

        task.Headers.Remove(victim);
        ForgetUnused(victim.Proof);
        return true;
    }

    /// <summary>The header that serves claims on chain least: one not verified before one with violations; never a claimant's.</summary>
    private HeaderRecord? WorstHeader(BatchState batch, TaskState task)
    {
        HeaderRecord? worst = null;
        int most = 0;
        foreach (HeaderRecord header in task.Headers)
        {
            bool stays = header == task.Mine || IsClaimant(batch, task, header.Message.Node);
            int violations = header.Verified ? PlannedViolations(batch, task, header.Proof.Payees) : int.MaxValue;
            if (!stays && violations > most)
            {
                (worst, most) = (header, violations);
            }
        }

        return worst;
    }

    private void ReportEquivocation(MeshMessage first, MeshMessage second)
    {
        if (first is ProofHeader one && second is ProofHeader other)
        {
            bool ordered = one.Proof.CompareTo(other.Proof) < 0;
            Equivocation evidence = new(ordered ? one : other, ordered ? other : one, Id, default);
            Emit(new Publish(MeshTopic.Report, evidence with { Signature = _signer.Sign(evidence) }));
        }

        Ban(first.Node, BanReason.Equivocation);
    }

    /// <summary>Makes our own finished proof known. It is in the outbox, and nothing else is ever said about its task.</summary>
    private void AnnounceOwn(BatchState batch, OutboxEntry entry)
    {
        TaskState? task = entry.IsFinal ? batch.Final : batch.Tree.PositionOf(entry.Task) is int p && p >= 0 ? batch.Tasks[p] : null;
        if (task is null || entry.Payees.Count != PayeeCount(batch, task))
        {
            return;
        }

        task.Storing = false;
        if (entry.IsPrivate)
        {
            KeepPrivate(batch, task, entry);
            return;
        }

        if (task.Mine is not null || batch.Spoken.ContainsKey((task.Position, Id)))
        {
            return;
        }

        Verify.That(_outbox.ContainsKey(entry.Proof), "a proof is announced only after it is in the outbox");
        MeshMessage header = HeaderFor(batch, task, entry);
        header = header with { Signature = _signer.Sign(header) };
        task.FinishedFirst = OwnClaimStands(task);
        batch.Spoken.Add((task.Position, Id), header);
        if (task.Headers.Count >= MeshLimits.HeadersPerTaskMax)
        {
            // There is always room for our own: the youngest that is not verified goes, or the youngest.
            HeaderRecord victim = task.Headers.FindLast(other => !other.Verified) ?? task.Headers[^1];
            task.Headers.Remove(victim);
            ForgetUnused(victim.Proof);
        }

        task.Mine = AddHeader(batch, task, header, entry.Proof, entry.SizeBytes, batch.Book.Stakes.IndexOf(Id));
        Verify.That(task.Mine is not null, "there is room for our own header");
        task.Mine.Proof.State = ProofState.Verified;
        task.Mine.Proof.Payees = entry.Payees;
        task.Mine.Proof.Submitter = entry.IsFinal ? _options.Payout : default;
        task.RepeatMs = _nowMs + Ms(_options.RepeatInterval);
        PublishHeader(header);
    }

    private MeshMessage HeaderFor(BatchState batch, TaskState task, OutboxEntry entry) => entry.IsFinal
        ? new FinalHeader(batch.Info.Key, entry.Proof, entry.SizeBytes, _options.Payout, Id, default)
        : new ProofHeader(batch.Info.Key, task.Task, entry.Proof, entry.SizeBytes, Id, default);

    /// <summary>Keeps our own second proof of a task to build upon: unsigned, and told to nobody.</summary>
    private void KeepPrivate(BatchState batch, TaskState task, OutboxEntry entry)
    {
        int author = batch.Book.Stakes.IndexOf(Id);
        if (task.Headers.Exists(header => header.Proof.Hash == entry.Proof)
            || (task.Headers.Count >= MeshLimits.HeadersPerTaskMax && !MakeRoomForHeader(batch, task, Id, author)))
        {
            return;
        }

        ProofRecord proof = ProofRecordOf(batch, task, entry.Proof, entry.SizeBytes);
        proof.State = ProofState.Verified;
        proof.Payees = entry.Payees;
        proof.Submitter = entry.IsFinal ? _options.Payout : default;
        task.Headers.Add(new HeaderRecord
        {
            Message = HeaderFor(batch, task, entry),
            Proof = proof,
            SeenMs = _nowMs,
            SeenBlock = _head.Number,
            Author = author,
            Private = true,
        });
    }

    private void PublishHeader(MeshMessage header)
    {
        // In solo mode nobody helps with parts; only the end is told.
        if (_options.Mode != MeshMode.Solo || header is FinalHeader)
        {
            Emit(new Publish(TopicOf(header), header));
        }
    }

    /// <summary>Says again what nobody has built on: peers that came later, or were cut off, may not have heard it.</summary>
    private void RepeatHeaders(BatchState batch)
    {
        foreach (TaskState task in batch.Tasks)
        {
            if (task.Mine is not HeaderRecord mine || _nowMs < task.RepeatMs)
            {
                continue;
            }

            task.RepeatMs = _nowMs + Ms(_options.RepeatInterval);
            if (batch.ParentOf(task)?.Best() is null)
            {
                PublishHeader(mine.Message);
            }
        }
    }
}
