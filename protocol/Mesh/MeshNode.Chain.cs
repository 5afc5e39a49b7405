namespace P2PProver.Mesh;

/// <summary>What the chain says, and unsays.</summary>
public sealed partial class MeshNode
{
    private const int UncommittedConfirmations = 4;

    private readonly Queue<BatchKey> _forgotten = new();

    private bool OnChainEvent(MeshEvent happened)
    {
        switch (happened)
        {
            case ChainHeadMoved moved:
                OnHead(moved);
                return true;
            case ChainRolledBack back:
                RollBack(back.Head);
                return true;
            case NodeStakeChanged change:
                _registry.Apply(change);
                return false;
            case BatchCommitted committed:
                return OnCommitted(committed.Batch);
            case ClaimsCommitted claims:
                return OnClaimsCommitted(claims);
            case BatchSettled settled:
                return Conclude(settled.Batch, BatchPhase.Settled, settled.Block, settled.TimeMs);
            case BatchExpired expired:
                return Conclude(expired.Batch, BatchPhase.Dead, expired.Block, 0);
            case BatchPruned pruned:
                return Conclude(pruned.Batch, BatchPhase.Dead, pruned.Block, 0);
            case TransactionFailed failed:
                return OnTransactionFailed(failed);
            default:
                return false;
        }
    }

    private void OnHead(ChainHeadMoved moved)
    {
        if (moved.Head.Number <= _head.Number && _head.Number != 0)
        {
            RollBack(new BlockRef(moved.Head.Number - Math.Min(moved.Head.Number, 1), default));
        }

        _head = moved.Head;
        _headMs = moved.TimeMs;
        foreach (BatchState batch in _live)
        {
            if (batch.OpenBlock == 0 && OpenMs(batch) is long openMs && _headMs >= openMs)
            {
                batch.OpenBlock = Math.Max(1, _head.Number);
            }
        }

        foreach (BatchState batch in _batches.Values.ToArray())
        {
            ulong confirmations = (ulong)_options.SettleConfirmations * (batch.Phase == BatchPhase.Uncommitted ? UncommittedConfirmations : 1UL);
            if (batch.Phase != BatchPhase.Live && _head.Number >= batch.PhaseBlock + confirmations)
            {
                Forget(batch);
            }
        }
    }

    private bool OnCommitted(BatchInfo info)
    {
        if (info is null || info.ShardCount is < 1 or > MeshLimits.ShardsMax)
        {
            return false;
        }

        StakeSet stakes = _registry.ActiveAt(info.CommitBlock.Number, _options.ActivationDelayBlocks, _options.StakeMin);
        RankBook book = _rankCache.BookOf(info.Randomness, info.Key, stakes);
        if (_batches.TryGetValue(info.Key, out BatchState? batch))
        {
            return batch.Phase == BatchPhase.Uncommitted && Recommit(batch, info, book);
        }

        if (_batches.Count >= MeshLimits.BatchesMax && !ForgetOldest())
        {
            return false;
        }

        batch = new BatchState(info, book);
        _batches.Add(info.Key, batch);
        Enliven(batch);
        if (_earlyProviders.Remove(info.Key, out List<NodeId>? providers))
        {
            AddProviders(batch, providers);
        }

        return true;
    }

    /// <summary>The same batch stands in another block: ranks are drawn anew, and all work keeps its worth.</summary>
    private bool Recommit(BatchState batch, BatchInfo info, RankBook book)
    {
        if (info.ShardCount != batch.Info.ShardCount)
        {
            return false;
        }

        batch.Info = info;
        batch.Book = book;
        foreach (TaskState task in batch.Tasks)
        {
            task.ForgetRanks();
            foreach (HeaderRecord header in task.Headers)
            {
                header.Author = book.Stakes.IndexOf(header.Message.Node);
            }
        }

        Enliven(batch);
        return true;
    }

    private void Enliven(BatchState batch)
    {
        batch.Phase = BatchPhase.Live;
        batch.Sent = null;
        batch.SentBlock = 0;
        int place = _live.FindIndex(other => other.Info.Index > batch.Info.Index);
        _live.Insert(place < 0 ? _live.Count : place, batch);
        foreach (OutboxEntry entry in _outbox.Values.ToArray())
        {
            if (entry.Batch == batch.Info.Key)
            {
                AnnounceOwn(batch, entry);
            }
        }
    }

    private bool OnClaimsCommitted(ClaimsCommitted claims)
    {
        if (!_batches.TryGetValue(claims.Batch, out BatchState? batch) || claims.Level is < 0 or > MeshLimits.LevelsMax)
        {
            return false;
        }

        bool watch = false;
        for (int index = 0; index < MeshLimits.ShardsMax; index++)
        {
            int position = batch.Tree.PositionOf(new TaskId(claims.Level, index));
            if ((claims.Bitmap >> index & 1) != 0 && position >= 0 && !batch.ChainClaims.Exists(claim => claim.Position == position))
            {
                batch.ChainClaims.Add(new ChainClaim(claims.Block, position, claims.Claimant, claims.Payout));
                watch |= IsConcerned(batch, batch.Tasks[position]);
            }
        }

        batch.ChainClaimsMs = _nowMs;
        if (watch && claims.Claimant != _options.Account && _registry.NodeOf(claims.Claimant) is NodeId claimant)
        {
            // The chain is the board on which a node shows itself whom its peers leave out: ask it.
            Ask(claimant);
        }

        return true;
    }

    /// <summary>Whether this node keeps a task's proof or is among the first to build on it.</summary>
    private bool IsConcerned(BatchState batch, TaskState task)
    {
        RankSelf(batch, task);
        TaskState parent = batch.ParentOf(task)!;
        RankSelf(batch, parent);
        return task.Custodian || (parent.OwnRank >= 0 && parent.OwnRank < _options.PullingRanks);
    }

    private bool Conclude(BatchKey key, BatchPhase phase, ulong block, long timeMs)
    {
        if (LiveBatch(key) is not BatchState batch)
        {
            return false;
        }

        Withdraw(batch);
        foreach (TaskState task in batch.Tasks)
        {
            StopJob(batch, task);
        }

        batch.Phase = phase;
        batch.PhaseBlock = block;
        batch.SettledMs = timeMs;
        _lastSettledIndex = phase == BatchPhase.Settled ? Math.Max(_lastSettledIndex, batch.Info.Index) : _lastSettledIndex;
        return true;
    }

    /// <summary>A batch is not live any more: nothing new is begun for it, and what is done is kept.</summary>
    private void Withdraw(BatchState batch)
    {
        _live.Remove(batch);
        foreach (TaskState task in batch.Tasks)
        {
            if (task.Standing is not null)
            {
                EndClaim(task);
            }

            // A batch that comes back may be claimed anew.
            task.Claims.Clear();
            task.Early.Clear();
        }

        if (batch.Sent is not null)
        {
            Emit(new WithdrawTransaction(batch.Info.Key, TransactionKind.Settlement));
        }
    }

    private void RollBack(BlockRef head)
    {
        _registry.RollBack(head.Number);
        _head = head;
        foreach (BatchState batch in _batches.Values.OrderBy(batch => batch.Info.Index).ToArray())
        {
            batch.ChainClaims.RemoveAll(claim => claim.Block > head.Number);
            batch.OpenBlock = batch.OpenBlock > head.Number ? 0 : batch.OpenBlock;
            if (batch.Info.CommitBlock.Number > head.Number)
            {
                if (batch.Phase == BatchPhase.Live)
                {
                    Withdraw(batch);
                }

                batch.Phase = BatchPhase.Uncommitted;
                batch.PhaseBlock = head.Number;
            }
            else if (batch.Phase is BatchPhase.Settled or BatchPhase.Dead && batch.PhaseBlock > head.Number)
            {
                Enliven(batch);
            }
        }
    }

    /// <summary>Forgets a batch that is settled, expired or pruned for good, or was not committed again. Only now proofs leave the outbox.</summary>
    private void Forget(BatchState batch)
    {
        Verify.That(batch.Phase != BatchPhase.Live, "a live batch is not forgotten");
        foreach (ProofRecord proof in batch.Proofs.Values)
        {
            DropReports(proof);
            _verifying -= proof.State == ProofState.Verifying ? 1 : 0;
            if (_pulls.TryGetValue(proof.Hash, out ProofRecord? pulled) && pulled == proof)
            {
                _pulls.Remove(proof.Hash);
            }

            if (proof.BytesHere && !_outbox.ContainsKey(proof.Hash))
            {
                Emit(new DropProof(proof.Hash));
            }
        }

        foreach (OutboxEntry entry in _outbox.Values.Where(entry => entry.Batch == batch.Info.Key).ToArray())
        {
            _outbox.Remove(entry.Proof);
            Emit(new ReleaseFromOutbox(entry.Proof));
        }

        foreach (TaskState task in batch.Tasks)
        {
            StopJob(batch, task);
        }

        _batches.Remove(batch.Info.Key);
        if (_forgotten.Count == MeshLimits.BatchesMax)
        {
            _forgotten.Dequeue();
        }

        _forgotten.Enqueue(batch.Info.Key);
    }

    /// <summary>Makes room for a batch. False if all are live, which the contract does not allow.</summary>
    private bool ForgetOldest()
    {
        BatchState? oldest = null;
        foreach (BatchState batch in _batches.Values)
        {
            if (batch.Phase != BatchPhase.Live && (oldest is null || batch.PhaseBlock < oldest.PhaseBlock))
            {
                oldest = batch;
            }
        }

        if (oldest is null)
        {
            return false;
        }

        Forget(oldest);
        return true;
    }
}
