namespace P2PProver.Mesh;

/// <summary>What a node knows about a task, or about finalising (the task above the root).</summary>
internal sealed class TaskState
{
    private const int Unknown = -2;

    public TaskState(TaskId task, int position)
    {
        Task = task;
        Position = position;
    }

    /// <summary>The task.</summary>
    public TaskId Task { get; }

    /// <summary>Its position; one past the last for finalising.</summary>
    public int Position { get; }

    /// <summary>Claims heard, oldest first: one of each node.</summary>
    public List<ClaimRecord> Claims { get; } = [];

    /// <summary>Claims that came before their wave, or before the children.</summary>
    public List<ClaimRecord> Early { get; } = [];

    /// <summary>The claim that stands; null if none does.</summary>
    public ClaimRecord? Standing { get; set; }

    /// <summary>Headers heard, oldest first.</summary>
    public List<HeaderRecord> Headers { get; } = [];

    /// <summary>This node's own proof.</summary>
    public HeaderRecord? Mine { get; set; }

    /// <summary>This node has made a proof that is not durable yet.</summary>
    public bool Storing { get; set; }

    /// <summary>When to say again that it exists.</summary>
    public long RepeatMs { get; set; }

    /// <summary>How often this node has made it again for its own claims on chain.</summary>
    public int Remakes { get; set; }

    /// <summary>This node's jobs for it that failed.</summary>
    public int Failures { get; set; }

    /// <summary>This node does not try before this.</summary>
    public long CoolUntilMs { get; set; }

    /// <summary>This node wants the children's proofs, although it is no candidate of the first ranks.</summary>
    public bool Fetch { get; set; }

    /// <summary>This node wants this task's proof to see whom it pays.</summary>
    public bool Suspect { get; set; }

    /// <summary>Somebody has asked for this node's own proof.</summary>
    public bool Served { get; set; }

    /// <summary>This node's claim stood when its proof was finished.</summary>
    public bool FinishedFirst { get; set; }

    /// <summary>This node's rank, without who comes first; -1 if it is not active.</summary>
    public int OwnRank { get; set; } = Unknown;

    /// <summary>Whether this node is a custodian of the proof.</summary>
    public bool Custodian { get; set; }

    /// <summary>Whether <see cref="OwnRank"/> and <see cref="Custodian"/> are known.</summary>
    public bool Ranked => OwnRank != Unknown;

    /// <summary>Forgets ranks: the batch was committed again, in another block.</summary>
    public void ForgetRanks() => OwnRank = Unknown;

    /// <summary>The header to build on: verified ones first, then the oldest. Null if none is good.</summary>
    public HeaderRecord? Best()
    {
        HeaderRecord? best = null;
        foreach (HeaderRecord header in Headers)
        {
            if (header.Good && (best is null || (header.Verified && !best.Verified)))
            {
                best = header;
            }
        }

        return best;
    }
}
