namespace P2PProver.Mesh;

/// <summary>
/// The shape of a batch's proof tree over N shards (docs/PROOFS.md): position (level, i) exists iff c = min(2^level, N - i * 2^level) is
/// positive and (level = 0 or c is more than 2^(level - 1)); otherwise an only child is promoted. Positions are numbered level by level from
/// the leaves, by index.
/// </summary>
public sealed class ProofTree
{
    private static readonly ProofTree[] Trees = BuildAll();

    private readonly TaskId[] _tasks;
    private readonly sbyte[,] _positions;

    private ProofTree(int shardCount)
    {
        ShardCount = shardCount;
        _positions = new sbyte[MeshLimits.LevelsMax + 1, MeshLimits.ShardsMax];
        List<TaskId> tasks = [];
        for (int level = 0; level <= MeshLimits.LevelsMax; level++)
        {
            for (int index = 0; index < MeshLimits.ShardsMax; index++)
            {
                bool exists = Covers(shardCount, level, index);
                _positions[level, index] = exists ? (sbyte)tasks.Count : (sbyte)-1;
                if (exists)
                {
                    tasks.Add(new TaskId(level, index));
                }
            }
        }

        _tasks = [.. tasks];
    }

    /// <summary>The number of shards.</summary>
    public int ShardCount { get; }

    /// <summary>How many positions there are: 2N - 1.</summary>
    public int Count => _tasks.Length;

    /// <summary>The task at the top; the only leaf of a batch of one shard.</summary>
    public TaskId Root => _tasks[^1];

    /// <summary>
    /// The name under which claims and ranks speak of finalising (Shrink and Final): the place above the root, which is no position of the tree.
    /// </summary>
    public TaskId FinalTask => new(Root.Level + 1, 0);

    /// <summary>Every task, by position.</summary>
    public IReadOnlyList<TaskId> Tasks => _tasks;

    /// <summary>The tree over this many shards, from 1 to <see cref="MeshLimits.ShardsMax"/>.</summary>
    public static ProofTree Of(int shardCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shardCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shardCount, MeshLimits.ShardsMax);
        return Trees[shardCount - 1];
    }

    /// <summary>Whether the tree has this position. Any numbers may be asked about.</summary>
    public bool Exists(TaskId task) => PositionOf(task) >= 0;

    /// <summary>The number of a position, from 0; -1 if the tree has none there.</summary>
    public int PositionOf(TaskId task) =>
        task.Level is >= 0 and <= MeshLimits.LevelsMax && task.Index is >= 0 and < MeshLimits.ShardsMax
            ? _positions[task.Level, task.Index]
            : -1;

    /// <summary>The first shard that an existing task covers.</summary>
    public static int FirstShard(TaskId task) => task.Index << task.Level;

    /// <summary>How many shards an existing task covers.</summary>
    public int ShardsOf(TaskId task) => Math.Min(1 << task.Level, ShardCount - FirstShard(task));

    /// <summary>The tasks whose proofs an existing merge task takes: its own halves, or what was promoted into their place.</summary>
    public (TaskId Left, TaskId Right) Children(TaskId task)
    {
        if (task.Level < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(task), task, "A leaf has no children.");
        }

        return (Settle(new TaskId(task.Level - 1, 2 * task.Index)), Settle(new TaskId(task.Level - 1, (2 * task.Index) + 1)));
    }

    /// <summary>The task that takes this one's proof; null for the root.</summary>
    public TaskId? Parent(TaskId task)
    {
        if (task == Root)
        {
            return null;
        }

        TaskId above = new(task.Level + 1, task.Index / 2);
        while (!Exists(above))
        {
            above = new TaskId(above.Level + 1, above.Index / 2);
        }

        return above;
    }

    /// <summary>The positions of an existing task's subtree, itself last, in their canonical order.</summary>
    public IReadOnlyList<int> Subtree(TaskId task)
    {
        int first = FirstShard(task);
        int end = first + ShardsOf(task);
        List<int> positions = [];
        for (int position = 0; position < _tasks.Length; position++)
        {
            TaskId other = _tasks[position];
            int start = FirstShard(other);
            if (other.Level <= task.Level && start >= first && start < end)
            {
                positions.Add(position);
            }
        }

        return positions;
    }

    private static ProofTree[] BuildAll()
    {
        ProofTree[] trees = new ProofTree[MeshLimits.ShardsMax];
        for (int i = 0; i < trees.Length; i++)
        {
            trees[i] = new ProofTree(i + 1);
        }

        return trees;
    }

    private static bool Covers(int shardCount, int level, int index)
    {
        int covered = Math.Min(1 << level, shardCount - (index << level));
        return covered > 0 && (level == 0 || covered > 1 << (level - 1));
    }

    /// <summary>Goes down from a place that is empty because an only child was promoted into it.</summary>
    private TaskId Settle(TaskId task)
    {
        while (!Exists(task))
        {
            task = new TaskId(task.Level - 1, 2 * task.Index);
        }

        return task;
    }
}
