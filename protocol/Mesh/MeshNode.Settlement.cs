namespace P2PProver.Mesh;

/// <summary>Who pulls which proof, and who sends what to the contract.</summary>
public sealed partial class MeshNode
{
    private const int TurnsMax = 64;
    private const int ResendBlocks = 4;

    /// <summary>Whether this node pulls a task's proof now.</summary>
    private bool Wants(BatchState batch, TaskState task)
    {
        if (task == batch.Final)
        {
            return WantsFinal(batch);
        }

        if (_options.Mode == MeshMode.Solo || batch.Unprovable)
        {
            return false;
        }

        if (_options.Mode == MeshMode.OpenRace || task.Suspect)
        {
            return true;
        }

        RankSelf(batch, task);
        if (task.Custodian)
        {
            return true;
        }

        TaskState parent = batch.ParentOf(task)!;
        if ((parent.Mine is not null && Violations(batch, task) == 0) || ReadyMs(batch, parent) is null || (parent == batch.Final && !_options.CanFinalise))
        {
            return false;
        }

        RankSelf(batch, parent);
        int ranks = _options.PullingRanks;
        if (batch.ChainClaims.Count > 0)
        {
            // What claims on chain ask for again is for more and more of us to do, since nobody may announce twice.
            ranks = Math.Max(ranks, Waves.Open((_nowMs - batch.ChainClaimsMs) / StepMs(parent.Task, batch.Tree)));
        }

        return parent.Fetch || (parent.OwnRank >= 0 && RankOf(batch, parent, batch.Book.Stakes.IndexOf(Id)) < ranks);
    }

    private bool WantsFinal(BatchState batch)
    {
        HeaderRecord? final = batch.Final.Headers.Find(header => header.Good);
        int rank = SubmissionRank(batch);
        return final is not null && (rank < _options.PullingRanks || _head.Number + 1 >= final.SeenBlock + 2 + (ulong)rank);
    }

    private int SubmissionRank(BatchState batch)
    {
        int self = batch.Book.Stakes.IndexOf(Id);
        return self < 0 ? TurnsMax : Math.Min(TurnsMax, batch.Book.Of(new TaskId(RankBook.SubmissionLevel, 0)).RankOf(self));
    }

    private void AdvanceSettlement()
    {
        // Batches settle in their order; what would revert is not sent.
        if (!_options.SendTransactions || _live.Count == 0)
        {
            return;
        }

        BatchState batch = _live[0];
        AdvanceExpiry(batch);
        bool waits = batch.Sent is not null || (batch.SentBlock != 0 && _head.Number < batch.SentBlock + ResendBlocks);
        if (waits || batch.Replay is null || FindFinal(batch) is not HeaderRecord final)
        {
            return;
        }

        Verify.That(final.Verified, "only a verified final proof is sent");
        batch.Sent = final.Proof.Hash;
        batch.SentBlock = _head.Number;
        Emit(new SendSettlement(batch.Info.Key, final.Proof.Hash));
    }

    /// <summary>A final proof that the contract would accept in the next block, and that it is our turn to send: our own at once, that of others one
    /// block later for each rank.</summary>
    private HeaderRecord? FindFinal(BatchState batch)
    {
        HeaderRecord? found = null;
        ulong rank = (ulong)SubmissionRank(batch);
        foreach (HeaderRecord header in batch.Final.Headers)
        {
            bool mine = header.Message.Node == Id;
            bool turn = mine || _head.Number >= header.SeenBlock + 2 + rank;
            if (header.Verified
                && turn
                && (found is null || mine)
                && ViolationsOf(batch, batch.Final, header.Proof.Payees, claim => Binds(batch, claim, _head.Number + 1)) == 0)
            {
                found = header;
            }
        }

        return found;
    }

    private void AdvanceExpiry(BatchState batch)
    {
        if (batch.ExpirySent || StartMs(batch) is not long startMs)
        {
            return;
        }

        long turnMs = (SubmissionRank(batch) + 1) * Ms(_options.BlockTime);
        if (_headMs >= startMs + (_options.ExpiryOpenTimes * Ms(_options.OpenTime)) + turnMs)
        {
            batch.ExpirySent = true;
            Emit(new SendExpiry(batch.Info.Key));
        }
    }

    private bool OnTransactionFailed(TransactionFailed failed)
    {
        if (!_batches.TryGetValue(failed.Batch, out BatchState? batch))
        {
            return false;
        }

        switch (failed.Kind)
        {
            case TransactionKind.Settlement:
                batch.Sent = null;
                batch.SentBlock = Math.Max(1, _head.Number);
                break;
            case TransactionKind.Claims:
                batch.ClaimFailures++;
                batch.ClaimsSent = 0;
                break;
            default:
                batch.ExpirySent = false;
                break;
        }

        return true;
    }
}
