namespace P2PProver.Mesh;

/// <summary>What a node knows about a batch.</summary>
internal sealed class BatchState
{
    public BatchState(BatchInfo info, RankBook book)
    {
        Info = info;
        Book = book;
        Tree = ProofTree.Of(info.ShardCount);
        Tasks = new TaskState[Tree.Count + 1];
        for (int i = 0; i < Tree.Count; i++)
        {
            Tasks[i] = new TaskState(Tree.Tasks[i], i);
        }

        Tasks[^1] = new TaskState(Tree.FinalTask, Tree.Count);
    }

    /// <summary>What the chain says about it.</summary>
    public BatchInfo Info { get; set; }

    /// <summary>Its ranks.</summary>
    public RankBook Book { get; set; }

    /// <summary>Its tree.</summary>
    public ProofTree Tree { get; }

    /// <summary>Its tasks by position, and finalising last.</summary>
    public TaskState[] Tasks { get; }

    /// <summary>The task at the top.</summary>
    public TaskState Root => Tasks[^2];

    /// <summary>Finalising.</summary>
    public TaskState Final => Tasks[^1];

    /// <summary>What the chain says now.</summary>
    public BatchPhase Phase { get; set; }

    /// <summary>The block since which it says so, unless the batch is live.</summary>
    public ulong PhaseBlock { get; set; }

    /// <summary>When it was settled.</summary>
    public long SettledMs { get; set; }

    /// <summary>Whether a replay was asked for.</summary>
    public bool ReplayAsked { get; set; }

    /// <summary>Whether the batch does not replay.</summary>
    public bool Unprovable { get; set; }

    /// <summary>This node's replay, once done.</summary>
    public BatchReplay? Replay { get; set; }

    /// <summary>Peers that say they serve the witness.</summary>
    public List<NodeId> Providers { get; } = [];

    /// <summary>Announcements heard.</summary>
    public HashSet<NodeId> Announcers { get; } = [];

    /// <summary>The headers of each author, valid or not: one per task.</summary>
    public Dictionary<(int Position, NodeId Node), MeshMessage> Spoken { get; } = [];

    /// <summary>Proofs that headers or reports name.</summary>
    public Dictionary<(int Position, ProofHash Hash), ProofRecord> Proofs { get; } = [];

    /// <summary>Headers of unregistered keys taken in.</summary>
    public int UnregisteredHeaders { get; set; }

    /// <summary>Positions claimed on chain, in the order of the chain.</summary>
    public List<ChainClaim> ChainClaims { get; } = [];

    /// <summary>When the last of them was heard of.</summary>
    public long ChainClaimsMs { get; set; }

    /// <summary>The first block whose time is past the end of binding claims; 0 while there is none.</summary>
    public ulong OpenBlock { get; set; }

    /// <summary>The final proof that this node sent, if it did.</summary>
    public ProofHash? Sent { get; set; }

    /// <summary>The block in which it sent it, or was told that this failed.</summary>
    public ulong SentBlock { get; set; }

    /// <summary>Whether this node has sent an expiry.</summary>
    public bool ExpirySent { get; set; }

    /// <summary>Positions that this node has sent on-chain claims for.</summary>
    public UInt128 ClaimsSent { get; set; }

    /// <summary>How many of this node's transactions with claims failed.</summary>
    public int ClaimFailures { get; set; }

    /// <summary>The state of a task or of finalising; null if there is none.</summary>
    public TaskState? Find(TaskId task)
    {
        int position = Tree.PositionOf(task);
        return position >= 0 ? Tasks[position] : task == Tree.FinalTask ? Final : null;
    }

    /// <summary>The state of the task that takes this one's proof; null above finalising.</summary>
    public TaskState? ParentOf(TaskState task)
    {
        if (task == Final)
        {
            return null;
        }

        TaskId? parent = Tree.Parent(task.Task);
        return parent is null ? Final : Tasks[Tree.PositionOf(parent.Value)];
    }

    /// <summary>The tasks whose proofs a task takes: none, two, or the root for finalising.</summary>
    public (TaskState? Left, TaskState? Right) ChildrenOf(TaskState task)
    {
        if (task == Final)
        {
            return (Root, null);
        }

        if (task.Task.IsLeaf)
        {
            return (null, null);
        }

        (TaskId left, TaskId right) = Tree.Children(task.Task);
        return (Tasks[Tree.PositionOf(left)], Tasks[Tree.PositionOf(right)]);
    }
}
