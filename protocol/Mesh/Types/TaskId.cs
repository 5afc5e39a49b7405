using System.Runtime.InteropServices;

namespace P2PProver.Mesh;

/// <summary>
/// A position in a batch's proof tree. Task (level, i) covers shards i * 2^level up to the batch's end or 2^level of them. Level 0 holds the
/// leaves. Whether it exists depends on the batch: see <see cref="ProofTree.Exists"/>.
/// </summary>
/// <param name="Level">0 for leaves.</param>
/// <param name="Index">The position within the level, from the left.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TaskId(int Level, int Index) : IComparable<TaskId>
{
    /// <summary>Whether this is a leaf.</summary>
    public bool IsLeaf => Level == 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator <(TaskId left, TaskId right) => left.CompareTo(right) < 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator >(TaskId left, TaskId right) => left.CompareTo(right) > 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator <=(TaskId left, TaskId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator >=(TaskId left, TaskId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(TaskId other) => Level != other.Level ? Level.CompareTo(other.Level) : Index.CompareTo(other.Index);

    /// <summary>Level and index, as 2/5.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Level}/{Index}");
}
