namespace P2PProver.Mesh;

/// <summary>An amount of the chain's native coin in its smallest unit.</summary>
public readonly record struct Wei(UInt128 Value) : IComparable<Wei>
{
    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator <(Wei left, Wei right) => left.CompareTo(right) < 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator >(Wei left, Wei right) => left.CompareTo(right) > 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator <=(Wei left, Wei right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator >=(Wei left, Wei right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Wei other) => Value.CompareTo(other.Value);
}
