using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>The digest over who is paid for which position: the one computation of the proof system that the protocol repeats.</summary>
public interface IAttribution
{
    /// <summary>The attribution of a task's statement.</summary>
    /// <param name="shardCount">The batch's number of shards.</param>
    /// <param name="task">The task.</param>
    /// <param name="payees">One per position of its subtree, level by level from the leaves, by index; the right number, none zero.</param>
    Hash32 Compute(int shardCount, TaskId task, IReadOnlyList<Address> payees);
}
