namespace P2PProver.Mesh;

/// <summary>Whose turn it is.</summary>
public sealed partial class MeshNode
{
    private readonly Dictionary<NodeId, long> _lapsed = [];
    private readonly int[] _front = new int[3];
    private int _frontCount;

    /// <summary>Looks up, once, this node's rank for a task and whether it is a custodian of its proof.</summary>
    private void RankSelf(BatchState batch, TaskState task)
    {
        if (task.Ranked)
        {
            return;
        }

        int self = batch.Book.Stakes.IndexOf(Id);
        task.OwnRank = self < 0 ? -1 : batch.Book.Of(task.Task).RankOf(self);
        task.Custodian = self >= 0 && batch.Book.Of(CustodyOf(task.Task)).RankOf(self) < _options.Custodians;
    }

    private static TaskId CustodyOf(TaskId task) => new(RankBook.CustodyLevel + task.Level, task.Index);

    /// <summary>
    /// Fills <see cref="_front"/> with those who come before everybody else: who claimed the position on chain, then the provers of the
    /// children, by rank.
    /// </summary>
    private void FindFront(BatchState batch, TaskState task)
    {
        _frontCount = 0;
        foreach (ChainClaim claim in batch.ChainClaims)
        {
            if (claim.Position == task.Position && _registry.NodeOf(claim.Claimant) is NodeId claimant)
            {
                AddFront(batch.Book.Stakes.IndexOf(claimant));
            }
        }

        (TaskState? left, TaskState? right) = batch.ChildrenOf(task);
        int first = ProverOf(left);
        int second = ProverOf(right);
        TaskRanks ranks = batch.Book.Of(task.Task);
        bool swap = first >= 0 && second >= 0 && ranks.RankOf(second) < ranks.RankOf(first);
        AddFront(swap ? second : first);
        AddFront(swap ? first : second);
    }

    private static int ProverOf(TaskState? task)
    {
        HeaderRecord? best = task?.Best();
        return best is null || best.Repeated ? -1 : best.Author;
    }

    private void AddFront(int index)
    {
        if (index >= 0 && _frontCount < _front.Length && !_front.AsSpan(0, _frontCount).Contains(index))
        {
            _front[_frontCount++] = index;
        }
    }

    /// <summary>A node's rank for a task, with those counted who come first. The node is given by its place in the stake set.</summary>
    private int RankOf(BatchState batch, TaskState task, int node)
    {
        FindFront(batch, task);
        ReadOnlySpan<int> front = _front.AsSpan(0, _frontCount);
        int place = front.IndexOf(node);
        if (place >= 0)
        {
            return place;
        }

        TaskRanks ranks = batch.Book.Of(task.Task);
        int rank = ranks.RankOf(node);
        int before = 0;
        foreach (int other in front)
        {
            before += ranks.RankOf(other) > rank ? 1 : 0;
        }

        return rank + before;
    }

    /// <summary>
    /// How many nodes come before this one for a task, not counting those that are busy with another claim or banned; at most
    /// <paramref name="limit"/>.
    /// </summary>
    private int AheadOf(BatchState batch, TaskState task, int node, int limit)
    {
        FindFront(batch, task);
        ReadOnlySpan<int> front = _front.AsSpan(0, _frontCount);
        int ahead = 0;
        foreach (int other in front)
        {
            if (other == node || ahead >= limit)
            {
                return ahead;
            }

            ahead += Available(batch, other) ? 1 : 0;
        }

        foreach (int other in batch.Book.Of(task.Task).Order)
        {
            if (other == node || ahead >= limit)
            {
                return ahead;
            }

            ahead += !front.Contains(other) && Available(batch, other) ? 1 : 0;
        }

        return ahead;
    }

    private bool Available(BatchState batch, int node)
    {
        NodeId id = batch.Book.Stakes.Members[node].Node;
        return !IsBanned(id) && !(_options.PassOverBusy && _liveClaims.ContainsKey(id));
    }

    /// <summary>
    /// When work on a task can begin: for leaves the commit block's timestamp and the confirmations; for others own receipt of the second child's
    /// header. Null if it cannot yet.
    /// </summary>
    private long? ReadyMs(BatchState batch, TaskState task)
    {
        if (task.Task.IsLeaf)
        {
            return batch.Info.CommitTimeMs + (_options.CommitConfirmations * Ms(_options.BlockTime));
        }

        (TaskState? left, TaskState? right) = batch.ChildrenOf(task);
        HeaderRecord? first = left is null ? null : BestFor(batch, left);
        HeaderRecord? second = right is null ? first : BestFor(batch, right);
        if (first is null || second is null)
        {
            return null;
        }

        // What has to be done again because of claims on chain could not be known before these.
        long again = task.Headers.Count > 0 ? batch.ChainClaimsMs : 0;
        return Math.Max(again, Math.Max(first.SeenMs, second.SeenMs));
    }

    /// <summary>Whether a node's wave has begun at this time. A node that let a claim lapse is served one wave later.</summary>
    private bool IsOpen(BatchState batch, TaskState task, int node, long readyMs, long atMs)
    {
        if (atMs < readyMs)
        {
            return false;
        }

        long wave = (atMs - readyMs) / StepMs(task.Task, batch.Tree);
        wave -= HasLapsed(batch.Book.Stakes.Members[node].Node) ? 1 : 0;
        int open = Math.Min(Waves.Open(wave), batch.Book.Stakes.Members.Count);
        return open > 0 && AheadOf(batch, task, node, open) < open;
    }

    private bool HasLapsed(NodeId node) => _lapsed.TryGetValue(node, out long untilMs) && _nowMs < untilMs;

    private void NoteLapse(NodeId node)
    {
        MakeRoom(_lapsed, node, MeshLimits.LapsedNodesMax);
        _lapsed[node] = _nowMs + Ms(_options.LapsePenalty);
    }

    /// <summary>Forgets what ends first if a table of ends is full and the key is new.</summary>
    private static void MakeRoom(Dictionary<NodeId, long> ends, NodeId key, int max)
    {
        if (ends.Count >= max && !ends.ContainsKey(key))
        {
            ends.Remove(ends.MinBy(entry => (entry.Value, entry.Key)).Key);
        }
    }
}
