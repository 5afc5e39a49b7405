namespace P2PProver.Mesh;

/// <summary>An amount of the chain's native coin in its smallest unit.</summary>
public readonly record struct Wei(UInt128 Value) : IComparable<Wei>
{
    /// <inheritdoc/>
    public int CompareTo(Wei other) => Value.CompareTo(other.Value);
}
