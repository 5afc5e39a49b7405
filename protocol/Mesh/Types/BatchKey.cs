namespace P2PProver.Mesh;

/// <summary>
/// The name of a batch: keccak(domain, index, parent, keccak(data), dataOut, witnessHash, shardCount, queue head, sequencer). It holds no L1
/// block, so a reorganisation that commits the same batch again keeps every proof made for it.
/// </summary>
public readonly record struct BatchKey(Hash32 Value) : IComparable<BatchKey>
{
    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator <(BatchKey left, BatchKey right) => left.CompareTo(right) < 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator >(BatchKey left, BatchKey right) => left.CompareTo(right) > 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator <=(BatchKey left, BatchKey right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator >=(BatchKey left, BatchKey right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(BatchKey other) => Value.CompareTo(other.Value);

    /// <summary>The first digits, for logs.</summary>
    public override string ToString() => Value.Short();
}
