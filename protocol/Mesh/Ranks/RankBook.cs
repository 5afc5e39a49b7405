using System.Buffers.Binary;
using P2PProver.Hashing;

namespace P2PProver.Mesh;

/// <summary>
/// The ranks for one batch: weighted rendezvous hashing. A node's score for a task is -stake / ln(u), u = (h + 1) / 2^64, h the first eight bytes
/// of keccak("p2pprover rank 1" || randomness || batch key || level (1 byte) || index (2 bytes) || node); the greatest score is rank 0, so that
/// a node is rank 0 with the probability of its share of the stake. Scores are compared exactly, in integers; equal ones go by key.
/// </summary>
public sealed class RankBook
{
    /// <summary>The level under which custodians are drawn: rank 0 and 1 of (CustodyLevel + level, index) keep the proof of (level,
    /// index).</summary>
    internal const int CustodyLevel = 128;

    /// <summary>The level under which the order of announcing and of submitting is drawn.</summary>
    internal const int SubmissionLevel = 255;

    private readonly Hash32 _randomness;
    private readonly BatchKey _batch;
    private readonly Dictionary<TaskId, TaskRanks> _tasks = [];

    /// <summary>The ranks of a batch.</summary>
    public RankBook(Hash32 randomness, BatchKey batch, StakeSet stakes)
    {
        ArgumentNullException.ThrowIfNull(stakes);
        _randomness = randomness;
        _batch = batch;
        Stakes = stakes;
    }

    /// <summary>Who is ranked.</summary>
    public StakeSet Stakes { get; }

    /// <summary>The nodes for a task, best first.</summary>
    public IEnumerable<NodeId> NodesFor(TaskId task)
    {
        TaskRanks ranks = Of(task);
        for (int rank = 0; rank < ranks.Order.Length; rank++)
        {
            yield return Stakes.Members[ranks.Order[rank]].Node;
        }
    }

    /// <summary>The rank of a node for a task; -1 if it is not active.</summary>
    public int RankOf(TaskId task, NodeId node)
    {
        int index = Stakes.IndexOf(node);
        return index < 0 ? -1 : Of(task).RankOf(index);
    }

    /// <summary>The ranks for a task, computed at the first use.</summary>
    internal TaskRanks Of(TaskId task)
    {
        if (!_tasks.TryGetValue(task, out TaskRanks? ranks))
        {
            ranks = Draw(task);
            _tasks.Add(task, ranks);
        }

        return ranks;
    }

    private TaskRanks Draw(TaskId task)
    {
        IReadOnlyList<ActiveNode> members = Stakes.Members;
        ulong[] logarithms = new ulong[members.Count];
        Span<byte> text = stackalloc byte[16 + (3 * Hash32.Bytes) + 3];
        Span<byte> digest = stackalloc byte[Keccak256.DigestBytes];
        "p2pprover rank 1"u8.CopyTo(text);
        _randomness.Write(text[16..]);
        _batch.Value.Write(text[48..]);
        text[80] = (byte)task.Level;
        BinaryPrimitives.WriteUInt16BigEndian(text[81..], (ushort)task.Index);
        int[] order = new int[members.Count];
        for (int i = 0; i < members.Count; i++)
        {
            members[i].Node.Value.Write(text[83..]);
            Keccak256.Hash(text, digest);
            logarithms[i] = BinaryLogarithm.Negated(BinaryPrimitives.ReadUInt64BigEndian(digest));
            order[i] = i;
        }

        Array.Sort(order, (left, right) => Compare(members, logarithms, left, right));
        return new TaskRanks(order);
    }

    /// <summary>stake / logarithm, the greater one first, without dividing.</summary>
    private static int Compare(IReadOnlyList<ActiveNode> members, ulong[] logarithms, int left, int right)
    {
        UInt128 ours = (UInt128)members[left].StakeGwei * logarithms[right];
        UInt128 theirs = (UInt128)members[right].StakeGwei * logarithms[left];
        return ours != theirs ? theirs.CompareTo(ours) : left.CompareTo(right);
    }
}
